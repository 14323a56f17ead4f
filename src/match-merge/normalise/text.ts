/** A line in capital letters without accents, and for each of its characters where it stood in the written line. */
export interface FoldedText {
  readonly text: string;
  /** Start in the written line of the character at `index`; for the length of the text, the length of the line. */
  at(index: number): number;
  /** Whether there was nothing to fold but small letters and tabs. */
  readonly plain: boolean;
}

const PLAIN_ASCII = /^[\t -~]*$/;
const ACCENTS = /[\u0300-\u036F]/g;

/** Signs that people write for one another. `µ` is the micro of µg, which hospitals write MC. */
const SIGNS: Readonly<Record<string, string>> = {
  '\u00D7': 'X',
  '\u2715': 'X',
  '\u00B5': 'MC',
  '\u03BC': 'MC',
  '\u2033': '"',
  '\u201C': '"',
  '\u201D': '"',
  '\u2032': "'",
  '\u2018': "'",
  '\u2019': "'",
  '\u2044': '/',
  '\u00AE': '',
  '\u2122': '',
  '\u00A9': '',
  '\u2120': '',
  '\u00AD': '',
  '\u00C6': 'AE',
  '\u0152': 'OE',
  '\u00D8': 'O',
  '\u0141': 'L',
};
const DASH = /^[\u2010-\u2015\u2212]$/;
const VULGAR_FRACTION = /^[\u00BC-\u00BE\u2150-\u215E]$/;

/** Folds a written line: capital letters, no accents, one sign for each of the many dashes, quotes and crosses, one space
 *  for every white space. Numbers, decimals, fractions and unit signs stay: `½` becomes ` 1/2`. Nothing throws; a folded
 *  text is its own fold. */
export function foldText(written: string): FoldedText {
  if (PLAIN_ASCII.test(written)) {
    const capital = written.toUpperCase();
    return {
      text: capital.includes('\t') ? capital.replaceAll('\t', ' ') : capital,
      at: itself,
      plain: true,
    };
  }
  const starts: number[] = [];
  let text = '';
  let start = 0;
  for (const character of written) {
    const after = start + character.length;
    const folded =
      STROKED_O.test(character) && DIGIT_NEXT.test(written.slice(after, after + 2))
        ? DIAMETER
        : foldCharacter(character, text);
    for (let i = 0; i < folded.length; i++) starts.push(start);
    text += folded;
    start = after;
  }
  return { text, at: (index) => starts[index] ?? written.length, plain: false };
}

/** Ø2.6 mm: the letter for the sign of a diameter. */
const STROKED_O = /^[\u00D8\u00F8]$/;
const DIGIT_NEXT = /^ ?\d|^\.\d/;
const DIAMETER = '\u2300';

const itself = (index: number) => index;

const PLAIN_CHARACTER = /^[ -~]$/;

function foldCharacter(character: string, before: string): string {
  if (PLAIN_CHARACTER.test(character)) return character.toUpperCase();
  const sign = SIGNS[character];
  if (sign !== undefined) return sign;
  if (DASH.test(character)) return '-';
  if (/^\s$/.test(character)) return ' ';
  const plain = character.normalize('NFKD').toUpperCase().normalize('NFKD').replace(ACCENTS, '');
  const folded = [...plain].map((each) => SIGNS[each] ?? each).join('');
  // 1½ is one and a half, not eleven halves.
  return VULGAR_FRACTION.test(character) && /\d$/.test(before) ? ` ${folded}` : folded;
}

const JOINED_BY_HAND = /'(?=S\b)/g;
const NO_SIGN_OF_A_NUMBER = /(?<!\d),|,(?!\d{3}(?!\d))|\.(?!\d)|[^\p{L}\p{N}\p{M}.,%/:"'#+&\- ]/gu;
const THOUSANDS = /(?<=\d),(?=\d{3}(?!\d))/g;
/** `- / : " ' # + &` say something beside a digit, and a slash between units; nothing between words. */
const SIGN_BETWEEN_WORDS =
  /(?<!\d)(?:[-:"'+&#]|\/(?!(?:ML|L|G|GM|GRAM|KG|HR|HOUR|DAY|ACT|ACTUATION|DOSE|SPRAY)(?![A-Z])))+(?!\d|\.\d)/g;

/** The text under which two lines are compared: folded, thousands without commas, punctuation gone where it carries
 *  no meaning, single spaces. Decimals, fractions, ratios, inch and foot signs and percents stay as they are. A
 *  comparable text is its own comparable text. */
export function comparableText(written: string): string {
  let text = foldText(written).text;
  for (;;) {
    const next = text
      .replace(THOUSANDS, '')
      .replace(JOINED_BY_HAND, '')
      .replace(NO_SIGN_OF_A_NUMBER, ' ')
      .replace(SIGN_BETWEEN_WORDS, ' ')
      .replace(/ {2,}/g, ' ')
      .trim();
    if (next === text) return text;
    text = next;
  }
}
