import type { QuantityAsked } from './QuantityFields.js';
import classes from './QuantityView.module.css';
import type { ResolvedQuantity } from './resolve.graphql.js';
import { readUnit } from './unit-words.js';

interface Props {
  readonly asked: Partial<QuantityAsked>;
  readonly quantity: ResolvedQuantity;
}

/** The quantity asked in the unit of the answer: how much, how exactly, and what comes in whole packages. */
export function QuantityView({ asked, quantity }: Props) {
  const { code, caption } = readUnit(quantity.unit);
  return (
    <dl className={classes.quantity} aria-label="Quantity">
      <div>
        <dt>
          {asked.quantity} {asked.unit} {quantity.exact ? 'is' : 'is about'}
        </dt>
        <dd>
          <strong className={`${classes.value} figure`}>{quantity.value}</strong>{' '}
          <strong className="code">{code}</strong> <span className={classes.soft}>{caption}</span>
        </dd>
      </div>
      <div>
        <dt>Precision</dt>
        <dd>{precisionOf(quantity)}</dd>
      </div>
      {quantity.wholePackages !== null && (
        <div>
          <dt>Whole packages</dt>
          <dd>{wholeOf(quantity)}</dd>
        </div>
      )}
    </dl>
  );
}

/** `50 EA, exact`: where there is room for a line only. */
export function quantityInShort(quantity: ResolvedQuantity): string {
  return `${quantity.value} ${readUnit(quantity.unit).code}, ${quantity.exact ? 'exact' : 'rounded'}`;
}

function precisionOf({ exact, fraction }: ResolvedQuantity): string {
  if (exact) return 'exact';
  return fraction.includes('/') ? `rounded; as a fraction ${fraction}` : 'rounded';
}

function wholeOf({ wholePackages, remainder, unit }: ResolvedQuantity): string {
  const whole = `${wholePackages} ${readUnit(unit).code}`;
  if (!remainder || remainder.fraction === '0') return `${whole}, nothing left over`;
  return `${whole}, and ${remainder.value} ${readUnit(remainder.unit).code} left over`;
}
