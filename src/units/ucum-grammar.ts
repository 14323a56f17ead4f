/** One factor of a unit expression with its exponent, division already turned into a negative exponent:
 *  `mg/mL` is mg^1 · mL^-1. */
export type UcumFactor =
  | { readonly kind: 'number'; readonly digits: string; readonly exponent: number }
  | { readonly kind: 'symbol'; readonly symbol: string; readonly exponent: number }
  | { readonly kind: 'annotation'; readonly text: string; readonly exponent: number };

/** Exponents beyond this name no unit and would only make large numbers. */
const MAX_EXPONENT = 30;

const ANNOTATED = /^([^{}]*)(\{[^{}]*\})?$/;
const SIMPLE = /^(.*?[^0-9+-])([+-]?\d{1,2})?$/;

/** Reads a case-sensitive UCUM expression (`.`, `/` from left to right, exponents, parentheses,
 *  annotations) into its factors, or null when it is not one. It checks the form only: whether a symbol exists is
 *  looked up later. */
export function parseUcumExpression(text: string): readonly UcumFactor[] | null {
  const tokens = tokenize(text);
  if (tokens === null) return null;
  const factors: UcumFactor[] = [];
  const end = readTerm(tokens, 0, 1, factors);
  return end === tokens.length && factors.length > 0 ? factors : null;
}

/** Splits at operators outside brackets and braces: `[in_i'H2O]` and `B[10.nV]` are single symbols. */
function tokenize(text: string): readonly string[] | null {
  const tokens: string[] = [];
  let word = '';
  let closing = '';
  for (const char of text) {
    if (closing) closing = char === closing ? '' : closing;
    else if (char === '[') closing = ']';
    else if (char === '{') closing = '}';
    else if ('./()'.includes(char)) {
      if (word) tokens.push(word);
      tokens.push(char);
      word = '';
      continue;
    }
    word += char;
  }
  if (word) tokens.push(word);
  return closing ? null : tokens;
}

/** Reads one term from `start`, adds its factors and returns the place after it, or -1. */
function readTerm(tokens: readonly string[], start: number, sign: number, into: UcumFactor[]): number {
  let at = start;
  let direction = sign;
  if (tokens[at] === '/') {
    direction = -sign;
    at++;
  }
  for (;;) {
    at = readComponent(tokens, at, direction, into);
    if (at < 0) return -1;
    const operator = tokens[at];
    if (operator !== '.' && operator !== '/') return at;
    direction = operator === '/' ? -sign : sign;
    at++;
  }
}

function readComponent(tokens: readonly string[], at: number, sign: number, into: UcumFactor[]): number {
  const token = tokens[at];
  if (token === undefined || token === '.' || token === '/' || token === ')') return -1;
  if (token === '(') {
    const end = readTerm(tokens, at + 1, sign, into);
    return end >= 0 && tokens[end] === ')' ? end + 1 : -1;
  }
  const factor = readFactor(token, sign);
  if (!factor) return -1;
  into.push(factor);
  return at + 1;
}

/** An annotation after a symbol carries no meaning in UCUM and is dropped; one that stands alone is kept, because
 *  `{box}` and `{each}` would otherwise both be the number 1 and convert into each other. */
function readFactor(token: string, sign: number): UcumFactor | null {
  const match = ANNOTATED.exec(token);
  if (!match) return null;
  const [, body = '', annotation] = match;
  if (body === '') return annotation ? { kind: 'annotation', text: annotation, exponent: sign } : null;
  if (/^\d+$/.test(body)) return { kind: 'number', digits: body, exponent: sign };
  const simple = SIMPLE.exec(body);
  const exponent = Number(simple?.[2] ?? 1);
  if (!simple?.[1] || exponent === 0 || Math.abs(exponent) > MAX_EXPONENT) return null;
  return { kind: 'symbol', symbol: simple[1], exponent: sign * exponent };
}
