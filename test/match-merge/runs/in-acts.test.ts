import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inActs } from '../../../src/match-merge/runs/in-acts.js';

const plan = fc.array(fc.tuple(fc.nat(8), fc.nat(1_000)), { maxLength: 60 }).map((pairs) =>
  pairs.map(([survivor, merged], at) => ({
    ...{ survivorId: `s${survivor}`, mergedId: `m${at}` },
    pair: { a: `${merged}`, b: `${at}` },
  })),
);

test('every merge is in one act, none of which is too large or has a golden record twice, and each rests on those before it', () => {
  fc.assert(
    fc.property(plan, fc.integer({ min: 1, max: 7 }), (merges, most) => {
      const acts = inActs(merges, most);
      expect(acts.flat()).toHaveLength(merges.length);
      for (const act of acts) {
        expect(act.length).toBeLessThanOrEqual(most);
        expect(new Set(act.map(({ survivorId }) => survivorId)).size).toBe(act.length);
      }
      for (const { survivorId } of merges) {
        const ofOne = (list: typeof merges) => list.filter((merge) => merge.survivorId === survivorId);
        expect(ofOne(acts.flat())).toEqual(ofOne(merges));
      }
    }),
  );
});
