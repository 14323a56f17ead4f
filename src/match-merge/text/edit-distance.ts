let before = new Int32Array(64);
let last = new Int32Array(64);
let row = new Int32Array(64);

/** Least number of insertions, deletions, replacements and exchanges of two neighbours that make `a` into `b`; `limit`
 *  + 1 stands for every larger number. Symmetric. Optimal string alignment, Boytsov 2011. */
export function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  const m = a.length;
  const n = b.length;
  if (Math.abs(m - n) > limit) return limit + 1;
  if (row.length <= n) {
    before = new Int32Array(2 * n + 2);
    last = new Int32Array(2 * n + 2);
    row = new Int32Array(2 * n + 2);
  }
  for (let j = 0; j <= n; j++) last[j] = j;
  for (let i = 1; i <= m; i++) {
    const code = a.charCodeAt(i - 1);
    const codeBefore = i > 1 ? a.charCodeAt(i - 2) : -1;
    row[0] = i;
    let least = i;
    for (let j = 1; j <= n; j++) {
      const other = b.charCodeAt(j - 1);
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (code === other ? 0 : 1));
      if (codeBefore === other && j > 1 && code === b.charCodeAt(j - 2))
        cost = Math.min(cost, before[j - 2]! + 1);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return limit + 1;
    const spare = before;
    before = last;
    last = row;
    row = spare;
  }
  return Math.min(last[n]!, limit + 1);
}
