import type { Value, Values, Winners } from '../golden-records/attribute.js';

/** What one source record says, as far as survivorship weighs it. */
export interface Word {
  readonly versionId: number;
  /** The source’s own key of the thing. */
  readonly key: string;
  /** Of its source, the lower the more trusted. */
  readonly rank: number;
  /** The act that brought it; later acts are greater. */
  readonly said: number;
  readonly values: Values;
}

/** What a domain says of its attributes. */
export interface Weighing {
  /** Attributes that name a record; the first with a value counts. */
  readonly name: readonly string[];
  /** Attributes whose values are taken together instead of one winning. */
  readonly unions: ReadonlySet<string>;
}

export interface Believed {
  readonly name: string;
  readonly values: Values;
  readonly winners: Winners;
}

const longestName = 255;

/** What the hub believes of a thing of which these words are said: for each attribute the word of the most trusted
 *  source, of equals the newest, of one act the first; of attributes that are taken together, everybody’s, each once.
 *  The order of `words` does not matter; of several entries taken together none is named. Undefined without words. */
export function believe(words: readonly Word[], { name, unions }: Weighing): Believed | undefined {
  const [first] = words;
  if (!first) return undefined;
  const values: Record<string, Value> = {};
  const winners: Record<string, readonly number[]> = {};
  for (const attribute of new Set(words.flatMap((word) => Object.keys(word.values)))) {
    const saying = words.filter((word) => word.values[attribute] !== undefined);
    const won = unions.has(attribute) ? together(saying, attribute) : best(saying, attribute);
    if (won.winners.length === 0) continue;
    values[attribute] = won.value;
    winners[attribute] = won.winners;
  }
  const called = name
    .map((attribute) => values[attribute])
    .find((value) => typeof value === 'string' && value);
  const key = words.reduce((least, word) => (word.key < least ? word.key : least), first.key);
  return { name: [...String(called ?? key)].slice(0, longestName).join(''), values, winners };
}

function best(saying: readonly Word[], attribute: string): { value: Value; winners: readonly number[] } {
  const winner = saying.reduce((found, word) => (isBefore(word, found) ? word : found));
  return { value: winner.values[attribute] as Value, winners: [winner.versionId] };
}

/** Whether a word stands before another of the same attribute. */
function isBefore(one: Word, other: Word): boolean {
  if (one.rank !== other.rank) return one.rank < other.rank;
  if (one.said !== other.said) return one.said > other.said;
  return one.versionId < other.versionId;
}

function together(saying: readonly Word[], attribute: string): { value: Value; winners: readonly number[] } {
  const entries = new Map<string, unknown>();
  const winners: number[] = [];
  for (const { values, versionId } of saying) {
    const said = values[attribute] as readonly unknown[];
    if (said.length > 0) winners.push(versionId);
    for (const entry of said) entries.set(JSON.stringify(entry), entry);
  }
  const sorted = [...entries].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    value: sorted.map(([, entry]) => entry) as unknown as Value,
    winners: winners.sort((one, other) => one - other),
  };
}
