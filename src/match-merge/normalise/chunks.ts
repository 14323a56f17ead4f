const SPACE = 1;
const SEPARATOR = 2;
const COMMA = 3;

/** What a character below 128 is to a chunk; 0: part of it. */
const ROLES = new Uint8Array(128);
for (const [role, characters] of [
  [SPACE, ' '],
  [SEPARATOR, ';()[]{}'],
  [COMMA, ','],
] as const)
  for (const character of characters) ROLES[character.charCodeAt(0)] = role;

/** Where the next chunk of a folded line begins: a run without white space, commas and brackets, or one of these signs
 *  by itself. The length of the text where none is left. */
export function chunkStart(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) === 32) at++;
  return at;
}

/** Where the chunk that begins at `start` ends. The comma of 1,000 belongs to its number. */
export function chunkEnd(text: string, start: number): number {
  if (isSeparator(text, start)) return start + 1;
  let at = start + 1;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const role = code < 128 ? ROLES[code] : 0;
    if (role !== 0 && (role !== COMMA || !dividesThousands(text, at))) break;
  }
  return at;
}

/** Whether the chunk that begins here is a comma or a bracket. */
export function isSeparator(text: string, start: number): boolean {
  const code = text.charCodeAt(start);
  return code < 128 && ROLES[code]! >= SEPARATOR;
}

function dividesThousands(text: string, comma: number): boolean {
  return (
    isDigit(text, comma - 1) &&
    isDigit(text, comma + 1) &&
    isDigit(text, comma + 2) &&
    isDigit(text, comma + 3) &&
    !isDigit(text, comma + 4)
  );
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}
