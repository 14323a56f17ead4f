import { compareText } from '../tables/sorted-table.js';
import type { WeighedThings } from './decide-things.js';

/** Where a thing is: its golden record, and by which act that came to be. */
export interface Place {
  readonly goldenId: string;
  readonly since: number;
}

export interface PlannedMerge {
  readonly survivorId: string;
  readonly mergedId: string;
  /** The likeliest pair of a thing of each side: why. */
  readonly pair: { readonly a: string; readonly b: string };
}

export interface Plan {
  /** Golden records that the engine had merged and that go their own way again. */
  readonly splits: readonly string[];
  readonly merges: readonly PlannedMerge[];
}

/** What it takes to bring things from where they are to their clusters. Ids stay: things that are together already are
 *  not moved, and of golden records that become one the oldest survives. */
export function planActs(
  clusters: ReadonlyMap<string, string>,
  places: ReadonlyMap<string, Place>,
  pairs: readonly WeighedThings[],
): Plan {
  const splits: string[] = [];
  const after = new Map<string, Place>();
  for (const [thing, place] of places) {
    const isGuest = place.goldenId !== thing;
    // The host is there unless all that was its own has gone elsewhere; then the guests stay together.
    const host = clusters.get(place.goldenId);
    if (
      isGuest &&
      host !== undefined &&
      places.get(place.goldenId)?.goldenId === place.goldenId &&
      host !== clusters.get(thing)
    ) {
      splits.push(thing);
      after.set(thing, { goldenId: thing, since: place.since });
    } else after.set(thing, place);
  }
  splits.sort(compareText);
  const members = new Map<string, string[]>();
  for (const [thing, cluster] of clusters)
    if (after.has(thing)) members.set(cluster, [...(members.get(cluster) ?? []), thing]);
  const merges = [...members.keys()]
    .sort(compareText)
    .flatMap((cluster) => mergesOf(members.get(cluster)!, after, pairs));
  return { splits, merges };
}

function mergesOf(
  things: readonly string[],
  places: ReadonlyMap<string, Place>,
  pairs: readonly WeighedThings[],
): PlannedMerge[] {
  const goldens = new Map<string, { since: number; things: string[] }>();
  for (const thing of things) {
    const { goldenId, since } = places.get(thing)!;
    const known = goldens.get(goldenId);
    if (known) known.things.push(thing);
    else goldens.set(goldenId, { since, things: [thing] });
  }
  if (goldens.size < 2) return [];
  const [survivor, ...rest] = [...goldens].sort(([x, a], [y, b]) => a.since - b.since || compareText(x, y));
  const [survivorId, first] = survivor!;
  const together = new Set(first.things);
  const merges: PlannedMerge[] = [];
  // Whoever is tied closest to what is together already comes next, so that each merge has a pair that says why.
  const left = new Map(rest);
  while (left.size > 0) {
    const next = closest(left, together, pairs);
    for (const thing of left.get(next.goldenId)!.things) together.add(thing);
    left.delete(next.goldenId);
    merges.push({ survivorId, mergedId: next.goldenId, pair: next.pair });
  }
  return merges;
}

function closest(
  left: ReadonlyMap<string, { readonly things: readonly string[] }>,
  together: ReadonlySet<string>,
  pairs: readonly WeighedThings[],
): { goldenId: string; pair: { a: string; b: string } } {
  const owner = new Map(
    [...left].flatMap(([goldenId, { things }]) => things.map((thing) => [thing, goldenId])),
  );
  let best: { goldenId: string; pair: { a: string; b: string }; weight: number } | undefined;
  for (const { a, b, weight } of pairs) {
    const [inside, outside] = together.has(a) ? [a, b] : [b, a];
    const goldenId = owner.get(outside);
    if (goldenId === undefined || !together.has(inside)) continue;
    if (!best || weight > best.weight) best = { goldenId, pair: { a: inside, b: outside }, weight };
  }
  if (best) return best;
  // A person’s word alone ties them: the pair is shown as it weighs.
  const [goldenId, { things }] = [...left].sort(([x], [y]) => compareText(x, y))[0]!;
  return { goldenId, pair: { a: [...together].sort(compareText)[0]!, b: things[0]! } };
}
