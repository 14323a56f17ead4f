const marks = /\p{M}+/gu;
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i', // prettier
};
const stranger = /[ßæœøđðþłı]/g;
const apostrophe = /['’ʼ`´]/g;
const between = /[^\p{L}\p{N}]+/gu;
/** Most cells: neither accents nor letters to be looked up. */
const plain = /^[\t-~]*$/;
const plainApostrophe = /['`]/g;
const betweenPlain = /[^a-z0-9]+/g;

/** Text as it is compared: letters and digits in lower case without accents, one space between words, an apostrophe
 *  left out. `Gaffney’s  Söhne-GmbH` is `gaffneys sohne gmbh`; a text without letters and digits is ''. */
export function normalText(text: string): string {
  if (plain.test(text))
    return text.toLowerCase().replace(plainApostrophe, '').replace(betweenPlain, ' ').trim();
  return text
    .normalize('NFKD')
    .replace(marks, '')
    .toLowerCase()
    .replace(stranger, (letter) => letters[letter] ?? letter)
    .replace(apostrophe, '')
    .replace(between, ' ')
    .trim();
}

/** Words of a normal text, in their order. */
export function wordsOf(normal: string): string[] {
  return normal === '' ? [] : normal.split(' ');
}
