let codes = new Uint16Array(256);
let before = new Int32Array(64);
let last = new Int32Array(64);
let row = new Int32Array(64);

/** Least number of insertions, deletions, replacements and exchanges of two neighbours that make `a` into `b`; `limit`
 *  + 1 stands for every larger number. Symmetric. Optimal string alignment, Boytsov 2011; only the cells that can still
 *  lie within the limit are looked at (Ukkonen 1985). */
export function editDistance(a: string, b: string, limit: number): number {
  const m = a.length;
  const n = b.length;
  if (codes.length < m + n) codes = new Uint16Array(2 * (m + n));
  const list = codes;
  for (let i = 0; i < m; i++) list[i] = a.charCodeAt(i);
  for (let j = 0; j < n; j++) list[m + j] = b.charCodeAt(j);
  return editDistanceOfCodes(list, 0, m, m, m + n, limit);
}

/** The same of two texts that lie in one list of UTF-16 codes. */
export function editDistanceOfCodes(
  list: Uint16Array,
  startA: number,
  endA: number,
  startB: number,
  endB: number,
  limit: number,
): number {
  // What both begin and end with costs nothing.
  while (startA < endA && startB < endB && list[startA] === list[startB]) {
    startA++;
    startB++;
  }
  while (startA < endA && startB < endB && list[endA - 1] === list[endB - 1]) {
    endA--;
    endB--;
  }
  const m = endA - startA;
  const n = endB - startB;
  if (m === 0 || n === 0) return Math.min(m + n, limit + 1);
  if (Math.abs(m - n) > limit) return limit + 1;
  if (row.length <= n + 1) {
    before = new Int32Array(2 * n + 2);
    last = new Int32Array(2 * n + 2);
    row = new Int32Array(2 * n + 2);
  }
  const beyond = limit + 1;
  for (let j = 0; j <= Math.min(n, limit); j++) last[j] = j;
  if (limit < n) last[beyond] = beyond;
  for (let i = 1; i <= m; i++) {
    const code = list[startA + i - 1]!;
    const codeBefore = i > 1 ? list[startA + i - 2]! : -1;
    const from = Math.max(1, i - limit);
    const to = Math.min(n, i + limit);
    row[from - 1] = from === 1 ? i : beyond;
    let least = row[from - 1]!;
    for (let j = from; j <= to; j++) {
      const other = list[startB + j - 1]!;
      let cost = last[j - 1]! + (code === other ? 0 : 1);
      if (last[j]! < cost) cost = last[j]! + 1;
      if (row[j - 1]! < cost) cost = row[j - 1]! + 1;
      if (codeBefore === other && j > 1 && code === list[startB + j - 2]! && before[j - 2]! < cost)
        cost = before[j - 2]! + 1;
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return beyond;
    if (to < n) row[to + 1] = beyond;
    const spare = before;
    before = last;
    last = row;
    row = spare;
  }
  return Math.min(last[n]!, beyond);
}
