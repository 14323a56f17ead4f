import { Skeleton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useQuery } from '../api/useQuery.js';
import { go, goBack } from '../shell/address.js';
import { FailureNotice } from '../shell/FailureNotice.js';
import { Link } from '../shell/Link.js';
import { Notice } from '../shell/Notice.js';
import { Panel } from '../shell/Panel.js';
import { useShortcuts } from '../shell/useShortcuts.js';
import { useSingleKeys } from '../shell/useSingleKeys.js';
import { useTitle } from '../shell/useTitle.js';
import { CodeTable } from './CodeTable.js';
import { type DomainDeclaration, domainsQuery } from './domains.graphql.js';
import { LineageTable } from './LineageTable.js';
import { listAddress, recordAddress } from './list-address.js';
import { RecordHead } from './RecordHead.js';
import classes from './RecordPage.module.css';
import { type GoldenRecord, recordQuery } from './record.graphql.js';
import { SourceComparison } from './SourceComparison.js';

/** One golden record: what the hub believes, why, under which codes, and what every source said. */
export function RecordPage({ id }: { readonly id: string }) {
  const asked = useQuery(recordQuery, { id });
  const declared = useQuery(domainsQuery);
  const record = asked.data?.goldenRecord;
  const ready = declared.data || declared.failure;
  useTitle(record?.name ?? 'Record');

  // After a merge an old id answers with the record it became part of.
  useEffect(() => {
    if (record && record.id !== id) go(recordAddress(record.id), 'replace');
  }, [record, id]);

  if (asked.failure) return <FailureNotice failure={asked.failure} onRetry={asked.reload} />;
  if (record === null) return <NotThere id={id} />;
  if (!record || !ready) return <Waiting />;
  return <Shown record={record} declared={declared.data?.domains.find(of(record))} />;
}

function of({ domain }: GoldenRecord) {
  return (declared: DomainDeclaration) => declared.domain === domain;
}

interface ShownProps {
  readonly record: GoldenRecord;
  readonly declared: DomainDeclaration | undefined;
}

function Shown({ record, declared }: ShownProps) {
  const values = useRef<HTMLTableElement>(null);
  const singleKeys = useSingleKeys();
  const back = listAddress({ domain: record.domain });
  const move = (by: 1 | -1) => {
    const stops = [...(values.current?.querySelectorAll<HTMLElement>('button[data-value]') ?? [])];
    const here = stops.indexOf(document.activeElement as HTMLElement);
    stops[Math.max(0, Math.min(here + by, stops.length - 1))]?.focus();
  };
  useShortcuts({ j: () => move(1), k: () => move(-1), Escape: () => goBack(back) }, singleKeys);

  return (
    <>
      <RecordHead record={record} back={back} />
      <div className={classes.columns}>
        <Panel title="Values" note="and whose word each one is">
          <LineageTable ref={values} record={record} declared={declared} />
        </Panel>
        <Panel title="Codes" note="that point at this record">
          <CodeTable record={record} />
        </Panel>
      </div>
      <SourceComparison record={record} declared={declared} />
    </>
  );
}

function NotThere({ id }: { readonly id: string }) {
  return (
    <Notice tone="warn">
      <span>
        No record has the id <span className="code">{id}</span>. It may belong to another hub, or a letter is
        missing. <Link href="/records">Look for it in the list.</Link>
      </span>
    </Notice>
  );
}

function Waiting() {
  return (
    <div className={classes.waiting} role="status" aria-label="Loading the record">
      <Skeleton height={64} />
      <Skeleton height={320} radius={12} />
      <Skeleton height={240} radius={12} />
    </div>
  );
}
