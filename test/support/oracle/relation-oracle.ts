/** Independent oracle of `believeRelations`, written from its docstring: one day after another, in plain JavaScript, for
 *  kinds of which a record has one a day. */

/** A live statement whose ends have been looked up. */
export interface ToldRelation {
  readonly id: number;
  readonly from: string | null;
  /** The golden records that its code points at. */
  readonly to: readonly string[];
  readonly isPerson: boolean;
  readonly rank: number;
  readonly validFrom: string;
  readonly validTo: string;
}

/** How a statement stands on one day. */
export interface StandingOnDay {
  readonly day: string;
  readonly id: number;
  readonly from: string | null;
  readonly to: string | null;
  readonly standing: string;
}

/** The days on which anything may change, with the first that there is. */
export function turningDays(told: readonly Pick<ToldRelation, 'validFrom' | 'validTo'>[]): string[] {
  const days = told.flatMap(({ validFrom, validTo }) => [validFrom, validTo]);
  return [...new Set(['-infinity', ...days])].filter((day) => day !== 'infinity').sort(inOrder);
}

const inOrder = (one: string, other: string) => (rankOf(one) < rankOf(other) ? -1 : 1);
const rankOf = (day: string) => (day === '-infinity' ? '' : day === 'infinity' ? '~' : day);

export const holdsOn = (
  { validFrom, validTo }: Pick<ToldRelation, 'validFrom' | 'validTo'>,
  day: string,
): boolean => rankOf(validFrom) <= rankOf(day) && rankOf(day) < rankOf(validTo);

export function standingsOn(day: string, all: readonly ToldRelation[]): StandingOnDay[] {
  const told = all.filter((each) => holdsOn(each, day));
  const circular = new Set<number>();
  const faultOf = ({ from, to }: ToldRelation) => {
    if (from === null || to.length === 0) return 'WAITING';
    if (to.length > 1) return 'AMBIGUOUS';
    return from === to[0] ? 'SAME_RECORD' : undefined;
  };
  for (;;) {
    const winners = new Map<string, ToldRelation>();
    for (const each of told) {
      if (faultOf(each) || circular.has(each.id)) continue;
      const best = winners.get(each.from as string);
      if (!best || isBefore(each, best)) winners.set(each.from as string, each);
    }
    const first = lastOfEachCircle(winners).sort((one, other) => one - other)[0];
    if (first !== undefined) {
      circular.add(first);
      continue;
    }
    return told.map((each): StandingOnDay => {
      const fault = faultOf(each);
      const standing =
        fault ??
        (circular.has(each.id)
          ? 'CIRCULAR'
          : winners.get(each.from as string) === each
            ? 'HOLDS'
            : 'OUTWEIGHED');
      const isOpen = standing === 'WAITING' || standing === 'AMBIGUOUS';
      return { day, id: each.id, from: each.from, to: isOpen ? null : (each.to[0] as string), standing };
    });
  }
}

function isBefore(one: ToldRelation, other: ToldRelation): boolean {
  if (one.isPerson !== other.isPerson) return one.isPerson;
  if (one.rank !== other.rank) return one.rank < other.rank;
  return one.id > other.id;
}

function lastOfEachCircle(winners: ReadonlyMap<string, ToldRelation>): number[] {
  const lasts: number[] = [];
  for (const start of winners.keys()) {
    const path: number[] = [];
    let place: string | undefined = start;
    while (place !== undefined && path.length <= winners.size) {
      const up: ToldRelation | undefined = winners.get(place);
      if (!up) break;
      path.push(up.id);
      place = up.to[0];
      if (place === start) {
        lasts.push(Math.max(...path));
        break;
      }
    }
  }
  return lasts;
}
