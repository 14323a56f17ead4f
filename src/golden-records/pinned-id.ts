/** A golden id, looked at as known at a revision (null: now), and as of a day in the world (null: whatever holds on any). */
export interface PinnedId {
  readonly id: string;
  readonly pin: number | null;
  readonly day?: string | null;
}

export const idNow = (id: string): PinnedId => ({ id, pin: null });

export const pinnedKey = ({ id, pin, day }: PinnedId): string => `${id} ${pin ?? ''} ${day ?? ''}`;

/** Answers in the order of what is asked: everything asked at one revision and of one day is read together. */
export async function atEachRevision<Found>(
  asked: readonly PinnedId[],
  read: (
    ids: readonly string[],
    pin: number | null,
    day: string | null,
  ) => Promise<ReadonlyMap<string, Found>>,
  nothing: Found,
): Promise<Found[]> {
  const momentOf = ({ pin, day }: PinnedId) => `${pin ?? ''} ${day ?? ''}`;
  const found = new Map<string, ReadonlyMap<string, Found>>();
  for (const each of new Map(asked.map((one) => [momentOf(one), one])).values()) {
    const alike = asked.filter((other) => momentOf(other) === momentOf(each)).map(({ id }) => id);
    found.set(momentOf(each), await read([...new Set(alike)], each.pin, each.day ?? null));
  }
  return asked.map((each) => found.get(momentOf(each))?.get(each.id) ?? nothing);
}
