import { type Measure, scaleMeasure } from './measure.js';
import { parseRational, type Rational } from './rational.js';
import { REC20_LINES } from './rec20.generated.js';
import { readUcum } from './ucum.js';

/** Why a code with a published factor does or does not convert. */
export type Rec20Conversion =
  | { readonly kind: 'measure'; readonly measure: Measure }
  /** A count of packages or pieces, or a code whose factor the table does not give. */
  | { readonly kind: 'none' }
  /** A scale with its own zero point (degree Celsius). */
  | { readonly kind: 'not-linear' }
  /** The published figure contradicts the unit's own symbol (troy ounce: wrong by a factor of ten). */
  | { readonly kind: 'contradicted' };

/** One code of UN/ECE Recommendation 20 (revision 17; ODC-PDDL). */
export interface Rec20Unit {
  readonly code: string;
  readonly name: string;
  /** `withdrawn` codes (marked X) are mostly package words that moved to Recommendation 21. */
  readonly status: 'live' | 'deprecated' | 'withdrawn';
  /** The published factor, as decimal text such as `25.4e-3`, and its value. Exact as text; whether it is also exact in
   *  nature says `measure.exact`. */
  readonly factorText: string | null;
  readonly factor: Rational | null;
  readonly conversion: Rec20Conversion;
}

const STATUS = { '': 'live', D: 'deprecated', X: 'withdrawn' } as const;

let table: ReadonlyMap<string, string> | null = null;
const read = new Map<string, Rec20Unit>();

/** The unit with that code, live or not, or null. */
export function findRec20(code: string): Rec20Unit | null {
  const found = read.get(code);
  if (found) return found;
  const line = lines().get(code);
  if (line === undefined) return null;
  const unit = readLine(line);
  read.set(code, unit);
  return unit;
}

/** All 2,136 codes in the order of the published table. */
export function rec20Codes(): readonly string[] {
  return [...lines().keys()];
}

function lines(): ReadonlyMap<string, string> {
  table ??= new Map(REC20_LINES.split('\n').map((line) => [line.slice(0, line.indexOf('|')), line]));
  return table;
}

function readLine(line: string): Rec20Unit {
  const [code = '', status = '', name = '', factorText = '', unit = '', symbol = '', mark = ''] =
    line.split('|');
  const factor = parseRational(factorText);
  return {
    code,
    name,
    status: STATUS[status as keyof typeof STATUS],
    factorText: factorText || null,
    factor,
    conversion: readConversion(factor, unit, symbol, mark),
  };
}

/** Where the symbol confirmed the figure, UCUM's defined value is taken instead of the rounded one; a figure that
 *  nothing confirmed is used, but not called exact unless it is a definition (mark `=`). */
function readConversion(
  factor: Rational | null,
  unit: string,
  symbol: string,
  mark: string,
): Rec20Conversion {
  if (mark === '~') return { kind: 'not-linear' };
  if (mark === '!') return { kind: 'contradicted' };
  if (!factor || unit === '') return { kind: 'none' };
  const reading = readUcum(symbol || unit);
  if (reading.kind !== 'measure')
    throw new Rec20TableError(`Rec 20 table holds "${symbol || unit}", which is not UCUM`);
  const measure = symbol ? reading.measure : scaleMeasure(reading.measure, factor);
  return { kind: 'measure', measure: { ...measure, exact: measure.exact && mark === '=' } };
}

/** The generated table and the UCUM reader do not fit together: run scripts/build-rec20.mjs again. */
export class Rec20TableError extends Error {
  override readonly name = 'Rec20TableError' as const;
}
