// Writes src/units/rec20.generated.ts from the UNECE Recommendation 20 table (datasets/unece-units-of-measure, ODC-PDDL 1.0).
// Usage: npm run build && node scripts/build-rec20.mjs units-of-measure.csv
//
// The published factors are meant for reading ("1,666 67 x 10⁻⁸ m³/s"), many are rounded and a few are wrong. So the
// unit's symbol is read as UCUM as well: where both agree to the published digits, UCUM's defined value is the exact
// factor; where they disagree, the row keeps its published text and does not convert.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseString } from 'fast-csv';
import { divide, parseRational, scaleByTen, subtract, toDecimal } from '../dist/units/rational.js';
import { readUcum } from '../dist/units/ucum.js';

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
/** Readings of a scale with its own zero: "1 x K" is right for a difference of temperatures and wrong for a temperature. */
const NOT_LINEAR = new Set(['CEL', 'FAH']);
/** Published figures found wrong by reading: threads per inch is 1 / 0.0254 m, the 20 °C calorie lacks its joule, and
 *  a cubic millimetre per cubic metre is 10^-9. */
const WRONG = new Set(['TPI', 'N69', 'L21']);
const WHOLE_SYMBOLS = new Map([
  ['gal (US)', '[gal_us]'],
  ['gal (UK)', '[gal_br]'],
  ['fl oz (US)', '[foz_us]'],
  ['fl oz (UK)', '[foz_br]'],
  ['pt (US)', '[pt_us]'],
  ['liq pt (US)', '[pt_us]'],
  ['pt (UK)', '[pt_br]'],
  ['qt (US)', '[qt_us]'],
  ['liq qt (US)', '[qt_us]'],
  ['qt (UK)', '[qt_br]'],
  ['n mile', '[nmi_i]'],
  ['mile', '[mi_i]'],
  ['ton (US)', '[ston_av]'],
  ['ton (UK)', '[lton_av]'],
  ['tr oz', '[oz_tr]'],
  ['st', '[stone_av]'],
  ["'", "'"],
  ['"', "''"],
  ['°', 'deg'],
]);
const WORDS = new Map([
  ['ft', '[ft_i]'],
  ['in', '[in_i]'],
  ['yd', '[yd_i]'],
  ['mi', '[mi_i]'],
  ['lb', '[lb_av]'],
  ['oz', '[oz_av]'],
  ['lbf', '[lbf_av]'],
  ['Ω', 'Ohm'],
  ['°R', '[degR]'],
  ['BtuIT', '[Btu_IT]'],
  ['Btuth', '[Btu_th]'],
  ['calth', 'cal_th'],
  ['calIT', 'cal_IT'],
  ['kcalth', 'kcal_th'],
  ['kcalIT', 'kcal_IT'],
  ['Gs', 'G'],
  ['kGs', 'kG'],
  ['mil', '[mil_i]'],
  ['Å', 'Ao'],
  ['l', 'L'],
  ['fth', '[fth_i]'],
  ['kn', '[kn_i]'],
  ['byte', 'By'],
  ['kbyte', 'kBy'],
  ['Mbyte', 'MBy'],
]);

/** `m³` → `m^3`, no-break spaces → spaces. */
function plain(text) {
  return text
    .replaceAll('\u00a0', ' ')
    .replaceAll('\u2126', 'Ω')
    .trim()
    .replace(
      /[⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+/g,
      (run) => `^${[...run].map((c) => (c === '⁻' ? '-' : SUPERSCRIPTS.indexOf(c))).join('')}`,
    );
}

/** Splits "7,030 696 x 10^2 kg/m^2" into digits, power of ten and unit. */
function splitFactor(text) {
  const s = plain(text);
  const pure = /^10(?:\^|(?=-))([+-]?\d+)\s*[x×]?\s*(.*)$/.exec(s);
  if (pure) return { digits: '1', exponent: Number(pure[1]), unit: pure[2] };
  const scaled =
    /^(\d[\d ]*(?:[.,] ?[\d ]*\d)?)\s*[x×]\s*10(?:\^|(?=-))?(-?\d+)?(?![\d.,])\s*[x×]?\s*(.*)$/.exec(s);
  if (scaled) return { digits: decimal(scaled[1]), exponent: Number(scaled[2] ?? 1), unit: scaled[3] };
  const single = /^(\d+\/\d+|\d[\d ]*(?:[.,] ?[\d ]*\d)?)(?![\d^-])\s*[x×]?\s*(.*)$/.exec(s);
  if (single) return { digits: decimal(single[1]), exponent: 0, unit: single[2] };
  return { digits: '1', exponent: 0, unit: s };
}

function decimal(text) {
  return text.replaceAll(' ', '').replace(',', '.');
}

/** A unit or symbol as printed → UCUM text, or null when some word has no certain UCUM counterpart. */
function toUcum(printed) {
  const text = plain(printed);
  if (text === '') return null;
  if (WHOLE_SYMBOLS.has(text)) return WHOLE_SYMBOLS.get(text);
  const joined = text.replace(/\s*[·]\s*|\s+[x×]\s*|\s+(?=[A-Za-zΩ(])(?<![/(]\s+)/g, '.').replaceAll(' ', '');
  const ucum = joined.replace(
    /([^\s./()^]+?)(?:\^(-?\d+))?(?=[./()]|$)/g,
    (_, word, exponent = '') =>
      `${
        WORDS.get(word) ??
        word
          .replace('Ω', 'Ohm')
          .replace('µ', 'u')
          .replace(/^([mcdku]?)l$/, '$1L')
      }${exponent}`,
  );
  const reading = ucum.length <= 64 && !ucum.includes('^') ? readUcum(ucum) : { kind: 'unknown-unit' };
  return reading.kind === 'measure' ? ucum : null;
}

/** What the digits mean physically: the unit they multiply, and whether the symbol confirms, contradicts or leaves them. */
function physical(row, split, value) {
  const unit = split.unit === '' ? dimensionless(row, split, value) : toUcum(split.unit);
  const symbol = split.unit === '' ? null : toUcum(row.Symbol);
  if (unit === null || WRONG.has(row.CommonCode)) return { unit: '', symbol: '', mark: '' };
  if (NOT_LINEAR.has(row.CommonCode)) return { unit: '', symbol: '', mark: '~' };
  if (symbol === null) return { unit, symbol: '', mark: isDefined(split) ? '=' : '' };
  return agrees(split, value, readUcum(unit).measure, readUcum(symbol).measure)
    ? { unit, symbol, mark: '=' }
    : { unit: '', symbol: '', mark: '!' };
}

/** Counting words (dozen, hundred) are numbers of something; ratios (percent, mg/kg) are numbers of nothing. */
function dimensionless(row, split, value) {
  if (row.LevelAndCategory.startsWith('3') && value.denominator === 1n) return '{one}';
  if (row.CommonCode === 'C62') return '{one}';
  return split.digits === '1' || split.digits === '1.0' ? '1' : null;
}

/** A power of ten, a whole number or a fraction is a definition; other digits may be rounded. */
function isDefined(split) {
  return !split.digits.includes('.') || split.digits === '1.0';
}

function agrees(split, value, published, symbol) {
  if (published.dimensionKey !== symbol.dimensionKey) return false;
  const pi = Math.PI ** (symbol.pi - published.pi);
  const quotient = divide(symbol.factor, divide(published.factor, divide(parseRational('1'), value)));
  const off = Math.abs(
    Number(toDecimal(subtract(quotient, parseRational('1')), 20).text) +
      (pi - 1) * Number(toDecimal(quotient, 20).text),
  );
  const digits = split.digits.replace('.', '').replace(/^0+/, '').length;
  return isDefined(split) ? off === 0 : off <= 10 ** (1 - digits);
}

function toLine(row, stats) {
  const name = row.Name.replaceAll('|', '/').replaceAll('`', "'").trim();
  // One row carries a broken bar, which marks a changed line in the printed list: it is live.
  const status = row.Status === '¦' ? '' : row.Status;
  const fields = [row.CommonCode, status, name];
  const split = row.ConversionFactor === '' ? null : splitFactor(row.ConversionFactor);
  const digits = split && parseRational(split.digits);
  if (!digits) return fields.join('|');
  const value = scaleByTen(digits, split.exponent);
  const { unit, symbol, mark } = physical(row, split, value);
  if (unit === '' && mark === '') {
    stats.unread.push(`${row.CommonCode} ${row.ConversionFactor}`);
    return fields.join('|');
  }
  stats[mark === '!' ? 'contradicted' : symbol ? 'confirmed' : mark === '=' ? 'defined' : 'published'].push(
    `${row.CommonCode} ${row.ConversionFactor} [${row.Symbol}]`,
  );
  const factor = split.exponent === 0 ? split.digits : `${split.digits}e${split.exponent}`;
  return [...fields, factor, unit, symbol === unit ? '' : symbol, mark].join('|').replace(/\|+$/, '');
}

async function main() {
  const [input, report] = process.argv.slice(2);
  if (!input) throw new Error('usage: node scripts/build-rec20.mjs units-of-measure.csv');
  const rows = [];
  for await (const row of parseString(readFileSync(input, 'utf8').replace(/^\ufeff/, ''), { headers: true }))
    rows.push(row);
  const stats = { confirmed: [], defined: [], published: [], contradicted: [], unread: [] };
  const lines = rows.map((row) => toLine(row, stats));
  writeFileSync(
    new URL('../src/units/rec20.generated.ts', import.meta.url),
    `// Generated by scripts/build-rec20.mjs from UNECE Recommendation 20 (datasets/unece-units-of-measure, ODC-PDDL 1.0).\n// code|status|name|published factor|its unit in UCUM|symbol in UCUM|mark; read by rec20.ts.\nexport const REC20_LINES = \`${lines.join('\n').replaceAll('\\', '\\\\')}\`;\n`,
  );
  const counts = Object.fromEntries(Object.entries(stats).map(([name, list]) => [name, list.length]));
  process.stdout.write(`${JSON.stringify({ rows: rows.length, ...counts })}\n`);
  if (report) writeFileSync(report, JSON.stringify(stats, null, 1));
}

await main();
