const windowMs = 60_000;
const limit = 5;
const firstPauseMs = 250;

export interface Deaths {
  count: number;
  tooMany: boolean;
  /** How long to wait before the next try. */
  pauseMs: number;
}

/** Counts deaths within the last minute: an accident is repaired at once, a process that cannot live is let go. */
export class DeathToll {
  #times: number[] = [];

  add(now = Date.now()): Deaths {
    this.#times = [...this.#times.filter((time) => now - time < windowMs), now];
    const count = this.#times.length;
    return { count, tooMany: count >= limit, pauseMs: firstPauseMs * 2 ** (count - 1) };
  }
}
