/** A golden id, looked at as known at a revision; null: now. */
export interface PinnedId {
  readonly id: string;
  readonly pin: number | null;
}

export const idNow = (id: string): PinnedId => ({ id, pin: null });

export const pinnedKey = ({ id, pin }: PinnedId): string => `${id} ${pin ?? ''}`;

/** Answers in the order of what is asked: everything asked at one revision is read together. */
export async function atEachRevision<Found>(
  asked: readonly PinnedId[],
  read: (ids: readonly string[], pin: number | null) => Promise<ReadonlyMap<string, Found>>,
  nothing: Found,
): Promise<Found[]> {
  const found = new Map<number | null, ReadonlyMap<string, Found>>();
  for (const pin of new Set(asked.map((each) => each.pin))) {
    const ids = asked.filter((each) => each.pin === pin).map(({ id }) => id);
    found.set(pin, await read([...new Set(ids)], pin));
  }
  return asked.map(({ id, pin }) => found.get(pin)?.get(id) ?? nothing);
}
