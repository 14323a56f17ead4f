import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useOutbox } from '../api/Outbox.js';
import { useQuery } from '../api/useQuery.js';
import { type Side, SideBySide } from '../compare/SideBySide.js';
import { domainsQuery } from '../records/domains.graphql.js';
import { recordAddress } from '../records/list-address.js';
import { FailureNotice } from '../shell/FailureNotice.js';
import { Link } from '../shell/Link.js';
import { Notice } from '../shell/Notice.js';
import { useShortcuts } from '../shell/useShortcuts.js';
import { useSingleKeys } from '../shell/useSingleKeys.js';
import { sentence } from '../shell/words.js';
import classes from './ConflictTask.module.css';
import { type Conflict, conflictQuery, settleConflictMutation } from './conflict.graphql.js';
import { conflictWords } from './conflict-words.js';
import type { TaskWorkProps } from './TaskWork.js';

/** A source record whose identifiers point at several golden records: beside it the records it may belong to. */
export function ConflictTask({ task, mine, titleOf, onSettled, onNext }: TaskWorkProps) {
  const asked = useQuery(conflictQuery, { id: task.id });
  const declared = useQuery(domainsQuery).data?.domains;
  const { settling, settle } = useSettleConflict(task.id, onSettled);
  const conflict = asked.data?.linkConflict;
  const singleKeys = useSingleKeys();
  const first = conflict?.candidates[0];
  const ready = mine && conflict != null && settling.kind !== 'sending';
  useShortcuts(
    {
      ...(first && { a: () => settle(first.id, first.name), m: () => settle(first.id, first.name) }),
      r: () => settle(null, 'a record of its own'),
    },
    singleKeys && ready,
  );

  if (asked.failure) return <FailureNotice failure={asked.failure} onRetry={asked.reload} />;
  if (conflict === undefined) return <Skeleton height={220} />;
  if (conflict === null) return <Settled onNext={onNext} />;
  return (
    <>
      <p className={classes.why}>{conflictWords(conflict.kind)}</p>
      <SideBySide
        label="The source record and where it may belong"
        sides={sidesOf(conflict, titleOf)}
        declared={declared?.find(({ domain }) => domain === conflict.domain)}
        onlyDiffering={false}
      />
      {settling.kind === 'waiting' && (
        <Notice tone="warn">
          The hub does not answer. Your decision is kept and sent again by itself; the hub takes it once.
        </Notice>
      )}
      {settling.kind === 'told' && <Notice tone="bad">{sentence(settling.message)}</Notice>}
      {mine && (
        <div className={classes.choices}>
          {conflict.candidates.map(({ id, name }, place) => (
            <Button
              key={id}
              size="sm"
              variant={place === 0 ? 'filled' : 'default'}
              loading={settling.kind === 'sending' || settling.kind === 'waiting'}
              onClick={() => settle(id, name)}
              classNames={{ label: classes.label }}
            >
              It is {name}
            </Button>
          ))}
          <Button
            size="sm"
            variant="default"
            disabled={settling.kind === 'sending' || settling.kind === 'waiting'}
            onClick={() => settle(null, 'a record of its own')}
          >
            It is a thing of its own
          </Button>
        </div>
      )}
    </>
  );
}

function Settled({ onNext }: { onNext(): void }) {
  return (
    <Notice tone="warn">
      <span>Somebody has settled it, or what its source says now has.</span>
      <Button size="xs" variant="default" onClick={onNext} autoFocus>
        Next task
      </Button>
    </Notice>
  );
}

type Settling =
  | { readonly kind: 'none' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'told'; readonly message: string };

function useSettleConflict(conflictId: string, onSettled: (said: string) => void) {
  const outbox = useOutbox();
  const [settling, setSettling] = useState<Settling>({ kind: 'none' });
  const settle = async (goldenId: string | null, name: string) => {
    setSettling({ kind: 'sending' });
    const told = await outbox.send(
      settleConflictMutation,
      { input: { conflictId, goldenId, reason: null } },
      () => setSettling({ kind: 'waiting' }),
    );
    if (told.kind === 'aborted') return setSettling({ kind: 'none' });
    if (told.kind === 'refused') return setSettling({ kind: 'told', message: told.message });
    const { settleConflict: settled } = told.data;
    if (settled.__typename === 'ConflictSettled') {
      return onSettled(`It belongs to ${name}, published as revision ${settled.revision}.`);
    }
    setSettling({ kind: 'told', message: settled.message });
  };
  return { settling, settle };
}

function sidesOf(conflict: Conflict, titleOf: (system: string) => string): readonly Side[] {
  const codesOf = (codes: readonly { readonly system: string; readonly code: string }[]) =>
    codes.map(({ system, code }) => `${titleOf(system)} ${code}`);
  const valuesOf = (said: Conflict['said'], codes: readonly string[]) =>
    new Map([
      ...said.map(({ attribute, values }) => [attribute, values] as const),
      ['codes', codes] as const,
    ]);
  return [
    {
      id: conflict.id,
      title: <span className="code">{conflict.key}</span>,
      note: `as ${conflict.source} says it`,
      values: valuesOf(conflict.said, codesOf(conflict.codes)),
    },
    ...conflict.candidates.map(({ id, name, lineage, codes }) => ({
      id,
      title: <Link href={recordAddress(id)}>{name}</Link>,
      note: 'golden record',
      values: valuesOf(lineage, codesOf(codes)),
    })),
  ];
}
