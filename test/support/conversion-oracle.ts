/** A slow, independent reading of what packaging means, to judge the fast one by. It knows nothing of the graph code:
 *  links are plain tuples, factors are pairs of bigints, and every simple path is walked. */
export interface OracleLink {
  readonly from: string;
  readonly to: string;
  readonly quantity: bigint;
}

type Fraction = readonly [numerator: bigint, denominator: bigint];

interface Path {
  readonly length: number;
  readonly factor: Fraction;
}

export interface OracleAnswer {
  /** Steps of the shortest path. */
  readonly length: number;
  /** The factors of all simple paths, as reduced fractions; more than one means the links contradict each other. */
  readonly factors: ReadonlySet<string>;
}

function reduced([numerator, denominator]: Fraction): string {
  let [a, b] = [numerator, denominator];
  while (a !== b) [a, b] = a > b ? [a % b || b, b] : [a, b % a || a];
  return `${numerator / a}/${denominator / a}`;
}

/** All simple paths from one unit to another over links taken in both directions. */
function paths(links: readonly OracleLink[], from: string, to: string, visited: readonly string[]): Path[] {
  if (from === to) return [{ length: 0, factor: [1n, 1n] }];
  const found: Path[] = [];
  for (const link of links) {
    const hops: [string, Fraction][] = [];
    if (link.from === from) hops.push([link.to, [link.quantity, 1n]]);
    if (link.to === from) hops.push([link.from, [1n, link.quantity]]);
    for (const [next, [up, down]] of hops) {
      if (visited.includes(next)) continue;
      for (const rest of paths(links, next, to, [...visited, next])) {
        found.push({ length: rest.length + 1, factor: [up * rest.factor[0], down * rest.factor[1]] });
      }
    }
  }
  return found;
}

/** What converting 1 `from` into `to` must give, or null when nothing joins them. */
export function oracleConvert(links: readonly OracleLink[], from: string, to: string): OracleAnswer | null {
  const found = paths(links, from, to, [from]);
  if (found.length === 0) return null;
  return {
    length: Math.min(...found.map((path) => path.length)),
    factors: new Set(found.map((path) => reduced(path.factor))),
  };
}

/** True when some unit holds itself, directly or through others. */
export function oracleHasCycle(links: readonly OracleLink[]): boolean {
  const holds = new Set(links.map((link) => `${link.from} ${link.to}`));
  const units = [...new Set(links.flatMap((link) => [link.from, link.to]))];
  // Warshall's closure.
  for (const via of units)
    for (const a of units)
      for (const b of units) if (holds.has(`${a} ${via}`) && holds.has(`${via} ${b}`)) holds.add(`${a} ${b}`);
  return units.some((unit) => holds.has(`${unit} ${unit}`));
}

/** True when any two units are joined by paths of different factors. */
export function oracleContradicts(links: readonly OracleLink[]): boolean {
  const units = [...new Set(links.flatMap((link) => [link.from, link.to]))];
  return units.some((a) => units.some((b) => a < b && (oracleConvert(links, a, b)?.factors.size ?? 0) > 1));
}
