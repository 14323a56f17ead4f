import type { Attribute } from '../tables/align-columns.js';
import { CodeComparator } from './code-comparator.js';
import type { Comparator, GrowingComparator, Sides } from './comparator.js';
import { DateComparator } from './date-comparator.js';
import { FeatureComparator, figuresOf } from './figure-comparator.js';
import { ItemNumberComparator } from './item-number-comparator.js';
import { lineComparators } from './line-comparators.js';
import type { AttributeComparators } from './named-comparators.js';
import { NumberComparator } from './number-comparator.js';
import { TextComparator } from './text-comparator.js';

const leastFigures = 0.05;

/** `ofField`: texts are lines of drugs, devices or care. */
export function comparatorsOf(
  { name, kind }: Attribute,
  sides: Sides,
  ofField: boolean,
): AttributeComparators {
  switch (kind) {
    case 'text':
    case 'long text':
      return ofField ? lineComparators(name, sides) : together(textComparators(name, sides));
    case 'code':
      return together([
        { name, comparator: new CodeComparator(sides) },
        ...(ofField && sides.oneTable ? itemNumbers(name, sides) : []),
      ]);
    case 'number':
      return together([{ name, comparator: new NumberComparator(sides) }]);
    case 'date':
      return together([{ name, comparator: new DateComparator(sides) }]);
  }
}

interface NamedGrowing {
  readonly name: string;
  readonly comparator: Comparator & GrowingComparator;
}

function together(named: readonly NamedGrowing[]): AttributeComparators {
  return {
    named,
    append: (cell) => {
      for (const { comparator } of named) comparator.append(cell);
    },
    cut: (records) => {
      for (const { comparator } of named) comparator.cut(records);
    },
  };
}

function textComparators(name: string, sides: Sides): NamedGrowing[] {
  const text = { name, comparator: new TextComparator(sides) };
  const figures = new FeatureComparator(sides, figuresOf);
  return figures.filled >= leastFigures
    ? [text, { name: `figures in ${name}`, comparator: figures }]
    : [text];
}

/** In one table only: two tables may number their items each its own way, in columns of one name. */
function itemNumbers(name: string, sides: Sides): NamedGrowing[] {
  const comparator = new ItemNumberComparator(sides);
  return comparator.tells ? [{ name: `what must not differ in ${name}`, comparator }] : [];
}
