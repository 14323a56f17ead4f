import { CodesInLinesComparator } from './codes-in-lines-comparator.js';
import type { Sides } from './comparator.js';
import { FeatureGroupComparator, featureGroups } from './feature-group-comparator.js';
import { LineFeatures } from './line-features.js';
import type { AttributeComparators } from './named-comparators.js';
import { TextComparator } from './text-comparator.js';
import { VetoComparator } from './veto-comparator.js';

const leastFilled = 0.05;

/** Compares lines of drugs, devices and care: the name that is left when the features are taken out, the features, and
 *  what forbids a pair. */
export function lineComparators(name: string, sides: Sides): AttributeComparators {
  const features = new LineFeatures({
    ...(sides.written ?? sides),
    oneTable: sides.oneTable,
    grows: sides.grows,
  });
  const groups = featureGroups
    .map((group) => ({
      name: `${group.name} in ${name}`,
      comparator: new FeatureGroupComparator(features, group.kinds),
    }))
    .filter(({ comparator }) => comparator.filled >= leastFilled && !features.billing);
  const codes = new CodesInLinesComparator(features.codes);
  const numbers = codes.filled >= leastFilled ? [{ name: `codes in ${name}`, comparator: codes }] : [];
  const byName = groups.length > 0 && !features.billing;
  const text = new TextComparator(byName ? features.names : sides, { lines: !sides.oneTable });
  // Two tables may name one product by the each and by the box; in one table these are two items.
  const veto = new VetoComparator(features, codes, sides.oneTable ? 'item' : 'product');
  const vetoes = byName ? [{ name: `what must not differ in ${name}`, comparator: veto }] : [];
  features.forgetTexts();
  return {
    named: [{ name, comparator: text }, ...numbers, ...groups, ...vetoes],
    append: (cell, comparable) => {
      const line = features.append(cell);
      text.append(byName ? line.name : comparable);
      codes.append(line.codes);
      for (const { comparator } of [...groups, ...vetoes]) comparator.follow();
    },
    cut: (records) => {
      features.cut(records);
      text.cut(records);
      codes.cut(records);
      for (const { comparator } of [...groups, ...vetoes]) comparator.follow();
    },
  };
}
