import type { SaidValue, ValueLineage } from './record.graphql.js';

/** What became of a said value: it is the word that counts, it says the same as that, or it was passed over. */
export type Fate = 'counts' | 'agrees' | 'passed-over';

export function fateOf(said: SaidValue, { values }: ValueLineage): Fate {
  if (said.survives) return 'counts';
  return sameValues(said.values, values) ? 'agrees' : 'passed-over';
}

export function sameValues(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, place) => text === other[place]);
}

/** Those whose word counts, each once. */
export function winnersOf({ said }: ValueLineage): readonly string[] {
  return [
    ...new Set(said.filter(({ survives }) => survives).map(({ sourceRecord }) => sourceRecord.sourceTitle)),
  ];
}

/** How the others stand to it, in short; null where there are none. */
export function standingOf(lineage: ValueLineage): { words: string; differs: boolean } | null {
  const fates = lineage.said.map((said) => fateOf(said, lineage));
  const passedOver = fates.filter((fate) => fate === 'passed-over').length;
  const agree = fates.filter((fate) => fate === 'agrees').length;
  if (passedOver > 0) return { words: `${passedOver} said otherwise`, differs: true };
  if (agree > 0) return { words: `${agree} more agree${agree === 1 ? 's' : ''}`, differs: false };
  return null;
}

/** The winner first, then who said otherwise, then who agrees. */
export function inOrder(lineage: ValueLineage): readonly SaidValue[] {
  const order: readonly Fate[] = ['counts', 'passed-over', 'agrees'];
  return [...lineage.said].sort(
    (one, other) => order.indexOf(fateOf(one, lineage)) - order.indexOf(fateOf(other, lineage)),
  );
}
