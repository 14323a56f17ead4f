import type { WordFeature } from './feature.js';
import type { LineContext } from './line-context.js';
import type { Token } from './tokens.js';
import { LISTED_BEGINNINGS, LONGEST_PHRASE, WORD_LIST, type WordEntry } from './word-list.js';

/** A word feature of a folded line before its place in the written one is known. */
export type FoundWord = Omit<WordFeature, 'text' | 'say'>;

/** Every word and phrase of the list, longest first; what a phrase has taken (NON STERILE) no shorter one reads again. */
export function readWordFeatures(tokens: readonly Token[], context: LineContext): readonly FoundWord[] {
  const found: FoundWord[] = [];
  for (let i = 0; i < tokens.length; ) {
    if (!(tokens[i] as Token).listed) {
      i++;
      continue;
    }
    const match = phraseAt(tokens, i);
    const entries = match?.entries.filter((entry) => holds(entry, tokens, i, match.to, context)) ?? [];
    for (const { kind, value, classes } of entries) {
      const start = (tokens[i] as Token).start;
      found.push({ kind, value, classes, start, end: (tokens[(match?.to ?? i + 1) - 1] as Token).end });
    }
    i = entries.length > 0 && match ? match.to : i + 1;
  }
  return bothSides(found);
}

interface Match {
  readonly entries: readonly WordEntry[];
  readonly to: number;
}

/** A phrase is written with a space, a hyphen or a slash between its words. */
function phraseAt(tokens: readonly Token[], from: number): Match | undefined {
  const first = tokens[from];
  if (!first || (first.kind !== 'word' && first.kind !== 'code')) return undefined;
  let phrase = first.text;
  let best: Match | undefined = lookUp(phrase, from + 1);
  let to = from + 1;
  for (let words = 1; words < LONGEST_PHRASE && LISTED_BEGINNINGS.has(phrase); words++) {
    const sign =
      tokens[to]?.kind === 'sign' && /[-/]/.test(tokens[to]?.text ?? '') ? tokens[to]?.text : undefined;
    const next = tokens[sign === undefined ? to : to + 1];
    if (next?.kind !== 'word') break;
    const spaced = `${phrase} ${next.text}`;
    const signed = sign === undefined ? undefined : `${phrase}${sign}${next.text}`;
    to += sign === undefined ? 1 : 2;
    best =
      (signed === undefined ? undefined : lookUp(signed, to)) ??
      (sign === '/' ? undefined : lookUp(spaced, to)) ??
      best;
    phrase = signed ?? spaced;
  }
  return best;
}

function lookUp(phrase: string, to: number): Match | undefined {
  const entries = WORD_LIST.get(phrase);
  return entries && { entries, to };
}

/** Words after RT and LT that make them something else: light blue, respiratory therapy. */
const NO_SIDE = new Set(['BLUE', 'GREEN', 'GRAY', 'GREY', 'PINK', 'BROWN', 'WEIGHT', 'WT', 'PR', 'ANGLE']);

function holds(
  entry: WordEntry,
  tokens: readonly Token[],
  from: number,
  to: number,
  context: LineContext,
): boolean {
  if (entry.only === 'drug' && !context.drug) return false;
  if (entry.only === 'device' && context.drug) return false;
  if (entry.only === 'route' && !(context.drug && isForm(tokens[tokens[to]?.text === '*' ? to + 1 : to])))
    return false;
  if (entry.kind === 'laterality' && entry.only === 'device') return !NO_SIDE.has(tokens[to]?.text ?? '');
  // `10 LA`: a number says what the letters mean; `LA` of a drug name begins no line.
  if (entry.kind === 'release' && from === 0) return false;
  return true;
}

function isForm(token: Token | undefined): boolean {
  return (WORD_LIST.get(token?.text ?? '') ?? []).some((entry) => entry.kind === 'form');
}

/** LEFT and RIGHT in one line is either side; so with MALE and FEMALE. */
function bothSides(found: readonly FoundWord[]): readonly FoundWord[] {
  const two = (kind: string) =>
    new Set(found.filter((each) => each.kind === kind).map(({ value }) => value)).size > 1;
  const kinds = ['laterality', 'sex', 'age'].filter(two);
  if (kinds.length === 0) return found;
  return found.map((each) =>
    kinds.includes(each.kind)
      ? { ...each, classes: found.filter(({ kind }) => kind === each.kind).flatMap(({ classes }) => classes) }
      : each,
  );
}
