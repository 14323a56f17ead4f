import { compareText } from '../tables/sorted-table.js';
import type { JudgementOfIds } from './judgements.js';

/** What people have judged and not withdrawn, by the things that it is about. */
export class StandingJudgements {
  readonly #ofThing = new Map<string, Map<string, JudgementOfIds>>();

  add(judgement: JudgementOfIds): void {
    const key = keyOf(judgement);
    for (const thing of [judgement.a, judgement.b]) {
      const known = this.#ofThing.get(thing) ?? new Map<string, JudgementOfIds>();
      known.set(key, judgement);
      this.#ofThing.set(thing, known);
    }
  }

  /** Whether it stood. */
  delete(judgement: JudgementOfIds): boolean {
    const key = keyOf(judgement);
    const stood = [judgement.a, judgement.b].map((thing) => this.#ofThing.get(thing)?.delete(key) ?? false);
    return stood.includes(true);
  }

  of(thing: string): Iterable<JudgementOfIds> {
    return this.#ofThing.get(thing)?.values() ?? [];
  }
}

/** The same for both orders. */
function keyOf({ a, b, verdict }: JudgementOfIds): string {
  return JSON.stringify(compareText(a, b) <= 0 ? [a, b, verdict] : [b, a, verdict]);
}
