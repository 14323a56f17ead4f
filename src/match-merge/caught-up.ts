import type { Value } from '../golden-records/attribute.js';
import { believe, personSource, type Weighing, type Word } from './survivorship.js';

/** What would be believed of an attribute if no person had spoken on it. */
export function withoutPeople(
  words: readonly Word[],
  attribute: string,
  weighing: Weighing,
): Value | undefined {
  const others = words.map((word) => {
    if (word.source !== personSource || word.values[attribute] === undefined) return word;
    const { [attribute]: _, ...values } = word.values;
    return { ...word, values };
  });
  return believe(others, weighing)?.values[attribute];
}

/** Whether what people say of an attribute is what would be believed without them: their word is needed no more. */
export function isCaughtUp(words: readonly Word[], attribute: string, weighing: Weighing): boolean {
  const now = believe(words, weighing)?.values[attribute];
  return now !== undefined && isSame(now, withoutPeople(words, attribute, weighing));
}

/** Lists are the same in any order: entries that are taken together have none. */
export function isSame(one: Value, other: Value | undefined): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return JSON.stringify(one) === JSON.stringify(other);
  const [mine, theirs] = [one, other].map((list) => list.map((entry) => JSON.stringify(entry)).sort());
  return JSON.stringify(mine) === JSON.stringify(theirs);
}
