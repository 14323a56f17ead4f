import Fuse from 'fuse.js';

/** Codes of a list that is looked through one by one, on a process that others wait for: 3 ms for fourteen letters, 19 ms
 *  were they a thousand codes (`npm run bench -- quick-search`). */
export const longestSmallList = 250;

/** Fewer letters are nearly everything; more are no name, and each 32 of them cost another pass. */
const fewestLetters = 3;
const mostLetters = 64;

interface Named {
  readonly issuer?: string | null;
  readonly code: string;
  readonly display?: string | null;
}

/** Entries of a small list whose code or name is nearly `search`, slips of the finger forgiven, nearest first; equally
 *  near ones by code. */
export function nearlyCalled<T extends Named>(list: readonly T[], search: string, most: number): T[] {
  if (search.length < fewestLetters || search.length > mostLetters) return [];
  const fuse = new Fuse(list, {
    keys: ['code', 'display'],
    includeScore: true,
    // The word may stand anywhere in the name.
    ignoreLocation: true,
    // One slip in four letters, two in seven.
    threshold: 0.3,
    sortFn: (a, b) => a.score - b.score || byCode(list[a.idx]!, list[b.idx]!),
  });
  return fuse.search(search, { limit: most }).map(({ item }) => item);
}

function byCode(a: Named, b: Named): number {
  const [one, other] = [a, b].map(({ code, issuer }) => `${code}\0${issuer ?? ''}`) as [string, string];
  return one < other ? -1 : one > other ? 1 : 0;
}
