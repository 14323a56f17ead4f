const TRADE_MARKS = /[®™©℠]/g;
const APOSTROPHES = /['\u2018\u2019\u02BC`´]/g;
/** Accents of Latin, Greek and Cyrillic letters; the marks of other scripts are part of the letter. */
const ACCENTS = /[\u0300-\u036F]/g;
const ANYTHING_ELSE = /[^\p{L}\p{N}\p{M}]+/gu;
const INITIALS = /(?<![^ ])\p{L}(?: \p{L})+(?![^ ])/gu;

/** Letters that no decomposition makes plain. */
const PLAIN: Readonly<Record<string, string>> = { Æ: 'AE', Œ: 'OE', Ø: 'O', Ł: 'L', Đ: 'D', Ð: 'D', Þ: 'TH' };
const NOT_PLAIN = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'g');

/** Words at the end that say how a company is held and not which one it is. */
const LEGAL_FORMS: readonly string[] = [
  ...[
    'INC',
    'INCORPORATED',
    'CORP',
    'CORPORATION',
    'CO',
    'COMPANY',
    'LLC',
    'PLLC',
    'LC',
    'PC',
    'LP',
    'LLP',
    'LLLP',
  ],
  ...['LIMITED', 'LTD', 'PLC', 'PTY', 'PTE', 'SDN BHD', 'BHD', 'PVT', 'PRIVATE LIMITED'],
  ...['GMBH', 'MBH', 'AG', 'KG', 'KGAA', 'OHG', 'UG', 'SE', 'BV', 'NV', 'BVBA', 'VOF'],
  ...[
    'SA',
    'SAS',
    'SASU',
    'SARL',
    'EURL',
    'SPRL',
    'SPA',
    'SRL',
    'SL',
    'SLU',
    'LDA',
    'LTDA',
    'SA DE CV',
    'DE CV',
  ],
  ...['AB', 'AS', 'ASA', 'APS', 'OY', 'OYJ', 'SRO', 'SP ZOO', 'KFT', 'DOO', 'OOO', 'KK', 'KABUSHIKI KAISHA'],
  ...['ANONIM SIRKETI', 'LIMITED SIRKETI', 'LTD STI'],
];
const ENDINGS = new Set([...LEGAL_FORMS, 'AND']);
const LONGEST_ENDING = 3;

/** The form under which the names of manufacturers are compared: what two ways of writing one company have in common,
 *  and nothing that tells two companies apart. Upper case without accents and punctuation; `&` and `+` are AND; initials
 *  join ("W. L. Gore" is "WL GORE"); a leading THE and trailing legal forms go, but never the last word. Empty only
 *  where no letter and no digit is written. A key is its own key. */
export function organisationKey(written: string): string {
  const text = foldLetters(written.replace(TRADE_MARKS, ' '))
    .replace(/[&+]/g, ' AND ')
    .replace(APOSTROPHES, '')
    .replace(ANYTHING_ELSE, ' ')
    .trim()
    .replace(INITIALS, (run) => run.replaceAll(' ', ''));
  const words = withoutArticle(text.split(' '));
  return withoutLegalForms(words).join(' ');
}

function foldLetters(written: string): string {
  const upper = written.normalize('NFKC').toUpperCase();
  return upper
    .normalize('NFD')
    .replace(ACCENTS, '')
    .normalize('NFKC')
    .replace(NOT_PLAIN, (letter) => PLAIN[letter] ?? letter);
}

function withoutArticle(words: readonly string[]): readonly string[] {
  return words.length > 1 && words[0] === 'THE' ? withoutArticle(words.slice(1)) : words;
}

/** "& Co." leaves an AND behind, which goes too. */
function withoutLegalForms(words: readonly string[]): readonly string[] {
  for (let length = LONGEST_ENDING; length > 0; length--) {
    if (words.length > length && ENDINGS.has(words.slice(-length).join(' '))) {
      return withoutLegalForms(words.slice(0, -length));
    }
  }
  return words;
}
