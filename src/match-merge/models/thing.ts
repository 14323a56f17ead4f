/** What the engine calls one thing: the source records that certain evidence or a person has put together. It is known by
 *  the golden record that was theirs before the engine joined it to others, which never dies. */
export interface Thing {
  /** Golden record. */
  readonly id: string;
  /** By which things are ordered, the same in every hub that was told the same: the first of its records’ own names. */
  readonly key: string;
  /** Its source records. */
  readonly records: readonly number[];
  readonly cells: readonly string[];
  /** Registries that speak of it: each of their records is another thing. */
  readonly registries: readonly string[];
  /** GTINs of its base package. */
  readonly baseGtins: readonly string[];
  /** A record of it is in conflict: a person has to say where it belongs. */
  readonly inConflict: boolean;
}

export type Apart = Pick<Thing, 'registries' | 'baseGtins'>;

/** Why two things cannot be one, whatever their texts say; undefined where nothing certain holds them apart. */
export function apartBecause(a: Apart, b: Apart): string | undefined {
  const registry = a.registries.find((each) => b.registries.includes(each));
  if (registry !== undefined) return `two records of the registry ${registry}`;
  const bothSay = a.baseGtins.length > 0 && b.baseGtins.length > 0;
  if (bothSay && !a.baseGtins.some((each) => b.baseGtins.includes(each)))
    return 'different GTINs of the base package';
  return undefined;
}
