import { Tooltip } from '@mantine/core';
import { useId } from 'react';
import { counted } from '../shell/words.js';
import { attributeLabel } from './attribute-words.js';
import type { AttributeDeclaration } from './domains.graphql.js';
import classes from './LineageRow.module.css';
import { LineageSummary } from './LineageSummary.js';
import { standingOf, winnersOf } from './lineage.js';
import { PackageLadder } from './PackageLadder.js';
import type { PackageLevel, ValueLineage } from './record.graphql.js';
import { SaidValues } from './SaidValues.js';
import { Values } from './Values.js';

interface Props {
  readonly lineage: ValueLineage;
  /** The levels, where the attribute holds packages. */
  readonly packages: readonly PackageLevel[] | null | undefined;
  readonly declared: AttributeDeclaration | undefined;
  readonly open: boolean;
  onToggle(): void;
}

export function LineageRow({ lineage, packages, declared, open, onToggle }: Props) {
  const id = useId();
  const label = attributeLabel(lineage.attribute);
  const [winner = 'nobody', ...others] = winnersOf(lineage);
  const standing = standingOf(lineage);
  return (
    <tbody className={classes.group} data-open={open || undefined}>
      <tr>
        <th scope="row" title={declared?.description}>
          {label}
        </th>
        <td>
          {packages?.length ? (
            <PackageLadder levels={packages} />
          ) : (
            <Values values={lineage.values} declared={declared} short={!open} />
          )}
        </td>
        <td>
          <Tooltip
            label={<LineageSummary lineage={lineage} declared={declared} />}
            events={{ hover: true, focus: true, touch: false }}
            disabled={open}
            multiline
            w={340}
            position="left-start"
            openDelay={150}
            classNames={{ tooltip: classes.tooltip }}
          >
            <button
              type="button"
              className={classes.toggle}
              data-value={lineage.attribute}
              aria-expanded={open}
              aria-controls={open ? id : undefined}
              aria-label={`${label}: ${[winner, ...others].join(', ')}${standing ? `, ${standing.words}` : ''}`}
              onClick={onToggle}
            >
              <span className={classes.badge}>
                {others.length > 0 ? counted(others.length + 1, 'source') : winner}
              </span>
              <Chevron open={open} />
              {standing && (
                <span className={classes.standing} data-differs={standing.differs || undefined}>
                  {standing.differs && <span aria-hidden="true">≠ </span>}
                  {standing.words}
                </span>
              )}
            </button>
          </Tooltip>
        </td>
      </tr>
      {open && (
        <tr id={id}>
          <td colSpan={3} className={classes.detail}>
            <SaidValues lineage={lineage} declared={declared} />
          </td>
        </tr>
      )}
    </tbody>
  );
}

function Chevron({ open }: { readonly open: boolean }) {
  return (
    <svg className={classes.chevron} data-open={open || undefined} viewBox="0 0 12 12" aria-hidden="true">
      <path d="M4 2.5 7.5 6 4 9.5" fill="none" stroke="currentColor" strokeWidth="1.6" />
    </svg>
  );
}
