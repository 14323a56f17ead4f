import type { Value, Values, Winners } from '../golden-records/attribute.js';
import type { AttributeRule } from '../golden-records/survivorship-rule.js';

/** What one source record says, as far as survivorship weighs it. */
export interface Word {
  readonly versionId: number;
  /** Key of the source system. */
  readonly source: string;
  /** The source’s own key of the thing. */
  readonly key: string;
  /** Of its source, the lower the more trusted. */
  readonly rank: number;
  /** When its source said it, in microseconds since 1970. */
  readonly said: number;
  /** The act that brought it; later acts are greater. */
  readonly act: number;
  readonly values: Values;
}

/** How a domain’s attributes are weighed. */
export interface Weighing {
  /** Attributes that name a record; the first with a value counts. */
  readonly name: readonly string[];
  /** Attribute → its rule; one without is weighed by the standing of sources alone. */
  readonly rules: ReadonlyMap<string, AttributeRule>;
}

export interface Believed {
  readonly name: string;
  readonly values: Values;
  readonly winners: Winners;
}

/** The source system under which a person’s word stands; it goes before every rule. */
export const personSource = 'steward';

const longestName = 255;

/** What the hub believes of a thing of which these words are said. Attributes whose values move together take them all
 *  from one word, and stay empty where that word says nothing. The order of `words` does not matter. Undefined where
 *  no source says anything: people alone make no belief.
 *
 *  - people speak attribute by attribute: their word on one wins, the newest of several, and leaves what moves together
 *    with it to the sources
 *  - `priority`: the word of the source named first, then of the most trusted one, then the newest (the one
 *    said last, of those said at one moment the one that came last), then the first of its act. All other strategies end with this order, so that there is always one winner
 *  - `recency`: the newest word
 *  - `frequency`: what most words say
 *  - `completeness`: the word that says most of what moves together, then most of all
 *  - `union`: everybody’s entries, each once
 */
export function believe(words: readonly Word[], { name, rules }: Weighing): Believed | undefined {
  const keys = words.filter(({ source }) => source !== personSource).map(({ key }) => key);
  if (keys.length === 0) return undefined;
  const values: Record<string, Value> = {};
  const winners: Record<string, readonly number[]> = {};
  for (const group of groupsOf(words, rules)) {
    for (const { attribute, value, from } of survivorsOf(words, group)) {
      values[attribute] = value;
      winners[attribute] = from;
    }
  }
  const called = name
    .map((attribute) => values[attribute])
    .find((value) => typeof value === 'string' && value);
  const least = keys.reduce((one, other) => (other < one ? other : one));
  return { name: [...String(called ?? least)].slice(0, longestName).join(''), values, winners };
}

/** Attributes whose values move together; most are alone. */
interface Group {
  readonly attributes: readonly string[];
  readonly rule: Pick<AttributeRule, 'strategy' | 'sources'>;
}

const byStanding = { strategy: 'priority', sources: [] } as const;

function groupsOf(words: readonly Word[], rules: ReadonlyMap<string, AttributeRule>): Group[] {
  const groups = new Map<string, { attributes: string[]; rule: Group['rule'] }>();
  for (const attribute of new Set(words.flatMap(({ values }) => Object.keys(values)))) {
    const rule = rules.get(attribute);
    const key = rule?.movesWith ?? attribute;
    const known = groups.get(key);
    if (known) known.attributes.push(attribute);
    else groups.set(key, { attributes: [attribute], rule: rule ?? byStanding });
  }
  return [...groups.values()];
}

interface Survivor {
  readonly attribute: string;
  readonly value: Value;
  readonly from: readonly number[];
}

function survivorsOf(words: readonly Word[], group: Group): Survivor[] {
  const isPerson = ({ source }: Word) => source === personSource;
  const people = words.filter(isPerson);
  const sources = words.filter((word) => !isPerson(word));
  const said = group.attributes.flatMap((attribute) =>
    survivingWord(people, { attributes: [attribute], rule: byStanding }),
  );
  const spoken = new Set(said.map(({ attribute }) => attribute));
  return [...said, ...survivingWord(sources, group).filter(({ attribute }) => !spoken.has(attribute))];
}

/** What survives of words that go before each other by a rule alone. */
function survivingWord(words: readonly Word[], { attributes, rule }: Group): Survivor[] {
  const saying = words.filter(({ values }) =>
    attributes.some((attribute) => values[attribute] !== undefined),
  );
  if (saying.length === 0) return [];
  if (rule.strategy === 'union') return attributes.flatMap((attribute) => together(saying, attribute));
  const winner = saying.reduce((best, word) =>
    isBefore(word, best, saying, attributes, rule) ? word : best,
  );
  return attributes.flatMap((attribute) => {
    const value = winner.values[attribute];
    return value === undefined ? [] : [{ attribute, value, from: [winner.versionId] }];
  });
}

function isBefore(
  one: Word,
  other: Word,
  saying: readonly Word[],
  attributes: readonly string[],
  rule: Group['rule'],
): boolean {
  const order = (word: Word) => [...claimsOf(word, saying, attributes, rule), ...standingOf(word)];
  const [mine, theirs] = [order(one), order(other)];
  const at = mine.findIndex((claim, place) => claim !== theirs[place]);
  return at !== -1 && (mine[at] as number) < (theirs[at] as number);
}

/** What a strategy looks at first, the smaller the better. */
function claimsOf(
  word: Word,
  saying: readonly Word[],
  attributes: readonly string[],
  { strategy, sources }: Group['rule'],
): readonly number[] {
  switch (strategy) {
    case 'priority':
      return [sources.includes(word.source) ? sources.indexOf(word.source) : sources.length];
    case 'recency':
      return [-word.said];
    case 'frequency': {
      const said = textOf(word, attributes);
      return [-saying.filter((other) => textOf(other, attributes) === said).length];
    }
    case 'completeness': {
      const of = attributes.filter((attribute) => word.values[attribute] !== undefined).length;
      return [-of, -Object.keys(word.values).length];
    }
    case 'union':
      return [];
    default:
      return strategy satisfies never;
  }
}

function standingOf({ rank, said, act, versionId }: Word): readonly number[] {
  return [rank, -said, -act, versionId];
}

/** What a word says of some attributes, to be compared: fields of entries come in the database’s own order. */
function textOf({ values }: Word, attributes: readonly string[]): string {
  return JSON.stringify(attributes.map((attribute) => values[attribute] ?? null));
}

function together(saying: readonly Word[], attribute: string): Survivor[] {
  const entries = new Map<string, unknown>();
  const from: number[] = [];
  for (const { values, versionId } of saying) {
    const said = (values[attribute] ?? []) as readonly unknown[];
    if (said.length > 0) from.push(versionId);
    for (const entry of said) entries.set(JSON.stringify(entry), entry);
  }
  if (from.length === 0) return [];
  const sorted = [...entries].sort(([one], [other]) => (one < other ? -1 : 1));
  const value = sorted.map(([, entry]) => entry) as unknown as Value;
  return [{ attribute, value, from: from.sort((one, other) => one - other) }];
}
