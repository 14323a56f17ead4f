import { type Ref, useState } from 'react';
import { Notice } from '../shell/Notice.js';
import type { DomainDeclaration } from './domains.graphql.js';
import { LineageRow } from './LineageRow.js';
import classes from './LineageTable.module.css';
import type { GoldenRecord } from './record.graphql.js';

interface Props {
  readonly ref: Ref<HTMLTableElement>;
  readonly record: GoldenRecord;
  readonly declared: DomainDeclaration | undefined;
}

/** What the hub believes, attribute by attribute. A line folds out into everything that was said. */
export function LineageTable({ ref, record, declared }: Props) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (attribute: string) => {
    const next = new Set(open);
    if (!next.delete(attribute)) next.add(attribute);
    setOpen(next);
  };

  if (record.lineage.length === 0) {
    return (
      <Notice tone="calm">
        No source says anything of it yet. What is delivered under one of its codes appears here.
      </Notice>
    );
  }
  return (
    <table ref={ref} className={classes.table} aria-label="Values">
      <thead>
        <tr>
          <th scope="col">Attribute</th>
          <th scope="col">Value</th>
          <th scope="col">Whose word</th>
        </tr>
      </thead>
      {record.lineage.map((lineage) => (
        <LineageRow
          key={lineage.attribute}
          lineage={lineage}
          packages={lineage.attribute === 'packages' ? record.packages : undefined}
          declared={declared?.attributes.find(({ name }) => name === lineage.attribute)}
          open={open.has(lineage.attribute)}
          onToggle={() => toggle(lineage.attribute)}
        />
      ))}
    </table>
  );
}
