import type { Rational } from '../../units/rational.js';
import { rational } from '../../units/rational.js';
import type { Found } from './feature.js';
import type { LineContext } from './line-context.js';
import { COUNTED, PACKAGES } from './package-words.js';
import type { Token } from './tokens.js';

/** `BX/100`, `PK OF 6`, `PK100`, `100/BX`, `12CT`, `30 EACH`; and a package alone where it surely is one: `(BOX)`, or EA,
 *  EACH and CASE at the end of the line. BX alone may be a biopsy. */
export function readPacks(tokens: readonly Token[], context: LineContext): Found[] {
  const found: Found[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const counted = countBehind(tokens, i) ?? countBefore(tokens, i, context);
    if (counted) {
      found.push(...counted.found);
      i = counted.to - 1;
    } else {
      found.push(...packageAlone(tokens, i, context));
    }
  }
  return found;
}

interface Counted {
  readonly found: readonly Found[];
  readonly to: number;
}

/** BX/100, BX 100, PK OF 6. */
function countBehind(tokens: readonly Token[], i: number): Counted | null {
  const word = tokens[i];
  const packaging = PACKAGES.get(word?.text ?? '');
  if (word?.kind !== 'word' || !packaging || packaging === 'each') return null;
  if (tokens[i - 1]?.kind === 'number' || tokens[i - 1]?.text === '/') return null;
  const joint = tokens[i + 1];
  const joined = joint?.text === '/' || joint?.text === 'OF' || joint?.text === '-';
  const at = joined ? i + 2 : i + 1;
  const number = tokens[at];
  if (number?.kind !== 'number' || !isCount(number)) return null;
  if (!joined && !number.glued) return null;
  const after = tokens[at + 1];
  if (after?.glued && after.text !== ')' && after.text !== ',') return null;
  if (after?.kind === 'word' && !COUNTED.has(after.text) && joint?.text === '-') return null;
  return { found: packOf(number.value, packaging, word.start, number.end), to: at + 1 };
}

/** 100/BX, 12CT, 10 PK, 30 EACH, 6 PACK. */
function countBefore(tokens: readonly Token[], i: number, context: LineContext): Counted | null {
  const number = tokens[i];
  if (number?.kind !== 'number' || !isCount(number)) return null;
  const slash = tokens[i + 1]?.text === '/';
  const at = slash ? i + 2 : i + 1;
  const word = tokens[at];
  if (word?.kind !== 'word') return null;
  const packaging = PACKAGES.get(word.text);
  const counts = COUNTED.has(word.text) && (word.text !== 'CT' || word.glued);
  const known = slash
    ? packaging !== undefined && word.text !== 'CA'
    : counts && !(context.drug && /^P/.test(word.text));
  if (!known || tokens[at + 1]?.kind === 'number') return null;
  // A decimal's tail or a side of 4X4 is no count.
  if (tokens[i - 1]?.glued && /^(?:[-/.:]|X)$/.test(tokens[i - 1]?.text ?? '')) return null;
  // TABS 2 G (2 EACH): the portion, not the package.
  if (context.drug && tokens[i - 1]?.text === '(') return null;
  const each = packaging === 'each' || !packaging;
  return { found: packOf(number.value, each ? null : packaging, number.start, word.end), to: at + 1 };
}

function packageAlone(tokens: readonly Token[], i: number, context: LineContext): Found[] {
  const word = tokens[i];
  const packaging = PACKAGES.get(word?.text ?? '');
  if (word?.kind !== 'word' || !packaging || context.drug) return [];
  const bracketed = tokens[i - 1]?.text === '(' && tokens[i + 1]?.text === ')';
  const last = i === tokens.length - 1 && /^(?:EA|EACH|CASE)$/.test(word.text) && i > 0;
  if (!bracketed && !last) return [];
  if (tokens[i - 1]?.text === '/') return [];
  const place = { start: word.start, end: word.end };
  if (packaging === 'each') return packOf(rational(1), 'each', word.start, word.end);
  return [{ kind: 'packaging', value: packaging, classes: classesOf(packaging), ...place }];
}

/** One hospital’s box is another one’s pack; an each is neither. */
function classesOf(packaging: string): readonly string[] {
  return [packaging === 'each' ? 'each' : 'several'];
}

function packOf(count: Rational, packaging: string | null, start: number, end: number): Found[] {
  const place = { start, end };
  const pieces = count.numerator.toString();
  const say = packaging === 'each' || packaging === null ? `${pieces} each` : `${packaging} of ${pieces}`;
  const pack: Found = {
    kind: 'pack',
    value: count,
    unit: 'pieces',
    precision: rational(0),
    sign: 'pieces',
    tuple: null,
    ...place,
    say,
  };
  return packaging === null
    ? [pack]
    : [pack, { kind: 'packaging', value: packaging, classes: classesOf(packaging), ...place }];
}

function isCount(number: Token): boolean {
  return (
    number.kind === 'number' &&
    number.value.denominator === 1n &&
    number.value.numerator > 0n &&
    /^[\d,]+$/.test(number.text)
  );
}
