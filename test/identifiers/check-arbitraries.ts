import fc from 'fast-check';

/** Replaces one character by another of the same alphabet. */
export function substitutions(
  text: fc.Arbitrary<string>,
  alphabet: string,
  from = 0,
): fc.Arbitrary<[string, string]> {
  return text.chain((right) =>
    fc
      .tuple(fc.integer({ min: from, max: right.length - 1 }), fc.constantFrom(...alphabet))
      .filter(([at, character]) => right.charAt(at) !== character)
      .map(
        ([at, character]) =>
          [right, right.slice(0, at) + character + right.slice(at + 1)] as [string, string],
      ),
  );
}

/** Swaps two neighbours; `swap` sees them in the order written. */
export function transpositions(
  text: fc.Arbitrary<string>,
): fc.Arbitrary<{ wrong: string; pair: [number, number] }> {
  return text.chain((right) =>
    fc.integer({ min: 0, max: right.length - 2 }).map((at) => ({
      wrong: right.slice(0, at) + right.charAt(at + 1) + right.charAt(at) + right.slice(at + 2),
      pair: [Number(right.charAt(at)), Number(right.charAt(at + 1))] as [number, number],
    })),
  );
}

/** Text of `minLength` to `maxLength` characters of an alphabet. */
export function textOf(alphabet: string, minLength: number, maxLength = minLength): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength });
}
