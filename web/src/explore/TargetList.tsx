import type { ReactNode } from 'react';
import { purposeWords, relationshipWords } from '../shell/words.js';
import { quantityInShort } from './QuantityView.js';
import type { ResolvedTarget } from './resolve.graphql.js';
import classes from './TargetList.module.css';

interface Props {
  readonly targets: readonly ResolvedTarget[];
  readonly actionOf?: ((target: ResolvedTarget) => ReactNode) | undefined;
}

/** Codes of equal standing, each with what is claimed of it. */
export function TargetList({ targets, actionOf }: Props) {
  return (
    <ul className={classes.list} aria-label="Alternatives">
      {targets.map((target) => (
        <li
          key={[target.mappingId, target.system, target.issuer, target.code].join('|')}
          className={classes.item}
        >
          <strong className="code">{target.code}</strong>
          <span>{target.display ?? 'It has no name here.'}</span>
          <span className={classes.claim}>
            {purposeWords[target.purpose]}, {relationshipWords[target.relationship]}. {validity(target)}
            {target.quantity && ` That is ${quantityInShort(target.quantity)}.`}
          </span>
          {actionOf && <div className={classes.action}>{actionOf(target)}</div>}
        </li>
      ))}
    </ul>
  );
}

/** Half-open, as the hub keeps it: `validTo` is the first day on which it no longer holds. */
export function validity({ validFrom, validTo }: Pick<ResolvedTarget, 'validFrom' | 'validTo'>): string {
  if (validFrom && validTo) return `It holds from ${validFrom} until before ${validTo}.`;
  if (validFrom) return `It holds from ${validFrom} on.`;
  if (validTo) return `It holds until before ${validTo}.`;
  return 'It holds on any date.';
}
