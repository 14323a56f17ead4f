import { Switch } from '@mantine/core';
import { useState } from 'react';
import { Panel } from '../shell/Panel.js';
import { counted } from '../shell/words.js';
import { attributeLabel } from './attribute-words.js';
import { basisOf } from './basis-of.js';
import { type Cell, compareSources } from './compare-sources.js';
import type { AttributeDeclaration, DomainDeclaration } from './domains.graphql.js';
import { FateMark } from './FateMark.js';
import { Place } from './Place.js';
import type { GoldenRecord } from './record.graphql.js';
import classes from './SourceComparison.module.css';
import { Values } from './Values.js';

interface Props {
  readonly record: GoldenRecord;
  readonly declared: DomainDeclaration | undefined;
}

/** What every source record says, one column each, line by line. */
export function SourceComparison({ record, declared }: Props) {
  const [onlyDiffering, setOnlyDiffering] = useState(false);
  const { sourceRecords } = record;
  const rows = compareSources(record);
  const differing = rows.filter((row) => row.differs);
  const shown = onlyDiffering ? differing : rows;
  return (
    <Panel
      title="Source records"
      note={
        sourceRecords.length > 1
          ? differing.length > 0
            ? `they differ in ${counted(differing.length, 'attribute')}`
            : 'they contradict each other in nothing'
          : 'the only one that speaks of it'
      }
      actions={
        differing.length > 0 && (
          <Switch
            size="sm"
            label="Only what differs"
            checked={onlyDiffering}
            onChange={(event) => setOnlyDiffering(event.currentTarget.checked)}
          />
        )
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className={classes.scroll} tabIndex={0} aria-label="Source records side by side">
        <table className={classes.table}>
          <thead>
            <tr>
              <td className={classes.corner} />
              {sourceRecords.map((source) => (
                <th key={source.id} scope="col">
                  <span className={classes.source}>{source.sourceTitle}</span>
                  <span className={classes.basis}>{basisOf(source, record)}</span>
                  <dl className={classes.facts}>
                    <dt>Key</dt>
                    <dd className="code">
                      {source.key}
                      {source.issuer && ` (${source.issuer})`}
                    </dd>
                    <dt>Feed</dt>
                    <dd>{source.feed}</dd>
                    <dt>From</dt>
                    <dd>
                      <Place speaker={source} />
                    </dd>
                  </dl>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.attribute} data-differs={row.differs || undefined}>
                <th scope="row">{attributeLabel(row.attribute)}</th>
                {row.cells.map((cell) => (
                  <CellView
                    key={cell.sourceId}
                    cell={cell}
                    marked={row.differs}
                    declared={declared?.attributes.find(({ name }) => name === row.attribute)}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Panel>
  );
}

interface CellProps {
  readonly cell: Cell;
  /** Somebody in this line differs, so that it is said who counts. */
  readonly marked: boolean;
  readonly declared: AttributeDeclaration | undefined;
}

function CellView({ cell, marked, declared }: CellProps) {
  if (!cell.values) {
    return (
      <td className={classes.silent}>
        <span role="img" aria-label="says nothing">
          –
        </span>
      </td>
    );
  }
  return (
    <td data-differs={cell.differs || undefined}>
      <Values values={cell.values} declared={declared} short />
      {marked && <FateMark fate={cell.counts ? 'counts' : cell.differs ? 'passed-over' : 'agrees'} />}
    </td>
  );
}
