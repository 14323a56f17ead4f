export interface Bond {
  /** Mean bits between two clusters, or the most that they can be. */
  readonly bits: number;
  /** a < b. */
  readonly a: number;
  readonly b: number;
  /** Versions of both clusters when the bond was weighed; an older one is void. */
  readonly versionA: number;
  readonly versionB: number;
  /** Whether `bits` is the mean itself. */
  readonly exact: boolean;
}

/** Bonds in flat lists, the strongest first, equally strong ones by a, then b. */
export class BondHeap {
  #bits = new Float64Array(1024);
  /** a, b, version of a, version of b · 2 + exact. */
  #rest = new Int32Array(4 * 1024);
  #length = 0;

  push(bond: Bond): void {
    if (this.#length === this.#bits.length) this.#grow();
    let at = this.#length++;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!this.#before(bond.bits, bond.a, bond.b, above)) break;
      this.#move(above, at);
      at = above;
    }
    this.#bits[at] = bond.bits;
    this.#rest[4 * at] = bond.a;
    this.#rest[4 * at + 1] = bond.b;
    this.#rest[4 * at + 2] = bond.versionA;
    this.#rest[4 * at + 3] = 2 * bond.versionB + (bond.exact ? 1 : 0);
  }

  pop(): Bond | undefined {
    if (this.#length === 0) return undefined;
    const first = this.#read(0);
    const last = this.#read(--this.#length);
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= this.#length) break;
      if (below + 1 < this.#length && this.#stronger(below + 1, below)) below++;
      if (this.#before(last.bits, last.a, last.b, below)) break;
      this.#move(below, at);
      at = below;
    }
    this.#bits[at] = last.bits;
    this.#rest[4 * at] = last.a;
    this.#rest[4 * at + 1] = last.b;
    this.#rest[4 * at + 2] = last.versionA;
    this.#rest[4 * at + 3] = 2 * last.versionB + (last.exact ? 1 : 0);
    return first;
  }

  #read(at: number): Bond {
    const rest = this.#rest;
    return {
      bits: this.#bits[at]!,
      a: rest[4 * at]!,
      b: rest[4 * at + 1]!,
      versionA: rest[4 * at + 2]!,
      versionB: rest[4 * at + 3]! >> 1,
      exact: (rest[4 * at + 3]! & 1) === 1,
    };
  }

  #move(from: number, to: number): void {
    this.#bits[to] = this.#bits[from]!;
    this.#rest.copyWithin(4 * to, 4 * from, 4 * from + 4);
  }

  #stronger(x: number, y: number): boolean {
    return this.#before(this.#bits[x]!, this.#rest[4 * x]!, this.#rest[4 * x + 1]!, y);
  }

  #before(bits: number, a: number, b: number, other: number): boolean {
    if (bits !== this.#bits[other]) return bits > this.#bits[other]!;
    return a !== this.#rest[4 * other] ? a < this.#rest[4 * other]! : b < this.#rest[4 * other + 1]!;
  }

  #grow(): void {
    const bits = new Float64Array(this.#bits.length * 2);
    bits.set(this.#bits);
    this.#bits = bits;
    const rest = new Int32Array(this.#rest.length * 2);
    rest.set(this.#rest);
    this.#rest = rest;
  }
}
