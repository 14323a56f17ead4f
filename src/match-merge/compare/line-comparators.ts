import { codesOfLine, comparableName } from '../normalise/comparable-line.js';
import { CodesInLinesComparator } from './codes-in-lines-comparator.js';
import type { Comparator, Sides } from './comparator.js';
import { FeatureGroupComparator, featureGroups } from './feature-group-comparator.js';
import { LineFeatures } from './line-features.js';
import { TextComparator } from './text-comparator.js';
import { VetoComparator } from './veto-comparator.js';

interface Named {
  readonly name: string;
  readonly comparator: Comparator;
}

const leastFilled = 0.05;

/** Compares lines of drugs, devices and care: the name that is left when the features are taken out, the features, and
 *  what forbids a pair. */
export function lineComparators(name: string, sides: Sides): Named[] {
  const features = new LineFeatures({ ...(sides.written ?? sides), oneTable: sides.oneTable });
  const groups = featureGroups
    .map((group) => ({
      name: `${group.name} in ${name}`,
      comparator: new FeatureGroupComparator(features, group.kinds),
    }))
    .filter(({ comparator }) => comparator.filled >= leastFilled && !features.billing);
  const codes = new CodesInLinesComparator(features.named(codesOfLine));
  const numbers = codes.filled >= leastFilled ? [{ name: `codes in ${name}`, comparator: codes }] : [];
  if (groups.length === 0)
    return [{ name, comparator: new TextComparator(sides, { lines: !sides.oneTable }) }, ...numbers];
  const named = {
    name,
    comparator: new TextComparator(features.billing ? sides : features.named(comparableName), {
      lines: !sides.oneTable,
    }),
  };
  // Two tables may name one product by the each and by the box; in one table these are two items.
  const forbidding = new VetoComparator(features, codes, sides.oneTable ? 'item' : 'product');
  const veto = { name: `what must not differ in ${name}`, comparator: forbidding };
  return [named, ...numbers, ...groups, ...(features.billing ? [] : [veto])];
}
