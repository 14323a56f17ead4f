/** Probabilities that chosen pairs are matches, without labels: what a wrong pair looks like is seen on the second
 *  choice. Had a record no true partner, its best candidate would be as good as the runner-up of a record that has one;
 *  so the strengths of second choices are those of wrong first choices. First choices are a mixture of right ones and of
 *  such; where they are not more frequent than second choices, they are wrong. 0 to 1, never falling with strength. After
 *  the target-decoy method (Elias & Gygi 2007) with an isotonic fit. */
export function againstDecoys(chosen: Float64Array, decoys: Float64Array): Float64Array {
  if (decoys.length === 0) return new Float64Array(chosen.length).fill(1);
  const wrong = shareOfWrong(chosen, decoys);
  const firsts = shareOfFirsts(chosen, decoys);
  const balance = chosen.length / decoys.length;
  return chosen.map((_, n) => {
    const decoysPerFirst = ((1 - firsts[n]!) / firsts[n]!) * balance;
    return Math.min(1, Math.max(0, 1 - wrong * decoysPerFirst));
  });
}

/** Share of the chosen that is wrong, 0 to 1: how often they are weaker than the median decoy, to how often a decoy is. */
function shareOfWrong(chosen: Float64Array, decoys: Float64Array): number {
  const median = decoys.slice().sort()[decoys.length >> 1]!;
  const below = (values: Float64Array) => values.reduce((sum, value) => sum + (value <= median ? 1 : 0), 0.5);
  return Math.min(1, below(chosen) / chosen.length / (below(decoys) / decoys.length));
}

/** At the strength of each chosen pair, the share of chosen ones among all, made to rise (pool adjacent violators). */
function shareOfFirsts(chosen: Float64Array, decoys: Float64Array): Float64Array {
  const all = [
    ...Array.from(chosen, (strength, n) => ({ strength, n })),
    ...Array.from(decoys, (strength) => ({ strength, n: -1 })),
  ].sort((a, b) => a.strength - b.strength);
  const blocks: { firsts: number; size: number }[] = [];
  for (let at = 0; at < all.length; ) {
    let block = { firsts: 0, size: 0 };
    const { strength } = all[at]!;
    for (; at < all.length && all[at]!.strength === strength; at++) {
      block.firsts += all[at]!.n >= 0 ? 1 : 0;
      block.size++;
    }
    while (blocks.length > 0 && blocks.at(-1)!.firsts * block.size >= block.firsts * blocks.at(-1)!.size) {
      const last = blocks.pop()!;
      block = { firsts: last.firsts + block.firsts, size: last.size + block.size };
    }
    blocks.push(block);
  }
  const shares = new Float64Array(chosen.length);
  let at = 0;
  for (const { firsts, size } of blocks)
    for (let k = 0; k < size; k++) {
      const { n } = all[at++]!;
      // Never quite 0: a chosen pair stands here.
      if (n >= 0) shares[n] = Math.max(firsts, 0.5) / size;
    }
  return shares;
}
