/** A UUID as four 32-bit words, for columns. */
export function uuidToWords(uuid: string): [number, number, number, number] {
  const hex = uuid.replaceAll('-', '');
  const word = (at: number) => Number.parseInt(hex.slice(at, at + 8), 16) | 0;
  return [word(0), word(8), word(16), word(24)];
}

const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hexOf(word: number): string {
  return `${hexOfByte[word >>> 24]}${hexOfByte[(word >>> 16) & 255]}${hexOfByte[(word >>> 8) & 255]}${hexOfByte[word & 255]}`;
}

/** The canonical lower-case text of four words. */
export function uuidFromWords(a: number, b: number, c: number, d: number): string {
  const second = hexOf(b);
  const third = hexOf(c);
  return `${hexOf(a)}-${second.slice(0, 4)}-${second.slice(4)}-${third.slice(0, 4)}-${third.slice(4)}${hexOf(d)}`;
}
