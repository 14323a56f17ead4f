const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export type StopReason = { kind: 'asked' } | { kind: 'given-up'; sentence: string };

/** Why and how urgently the hub has to end: the first signal asks, the second one forces, the third one leaves at
 *  once (the next start recovers). Trouble that cannot be repaired counts as asking. */
export class StopRequest {
  readonly asked: Promise<StopReason>;
  #ask: (reason: StopReason) => void = () => {};
  #count = 0;
  #force: () => void = () => {};

  constructor() {
    this.asked = new Promise((resolve) => {
      this.#ask = resolve;
    });
    for (const signal of signals) process.on(signal, this.#onSignal);
  }

  get isAsked(): boolean {
    return this.#count > 0;
  }

  get forced(): boolean {
    return this.#count > 1;
  }

  onForce(force: () => void): void {
    this.#force = force;
    if (this.forced) force();
  }

  giveUp(sentence: string): void {
    this.#ask({ kind: 'given-up', sentence });
  }

  /** Signals have their ordinary effect again. */
  forget(): void {
    for (const signal of signals) process.off(signal, this.#onSignal);
  }

  readonly #onSignal = (): void => {
    this.#count++;
    this.#ask({ kind: 'asked' });
    if (this.#count === 2) this.#force();
    if (this.#count > 2) process.exit(130);
  };
}
