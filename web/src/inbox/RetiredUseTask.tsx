import { Button, Skeleton, TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { useOutbox } from '../api/Outbox.js';
import { useQuery } from '../api/useQuery.js';
import { Differing } from '../compare/Differing.js';
import { CodeSearch } from '../misses/CodeSearch.js';
import { FailureNotice } from '../shell/FailureNotice.js';
import { Notice } from '../shell/Notice.js';
import { useShortcuts } from '../shell/useShortcuts.js';
import { useSingleKeys } from '../shell/useSingleKeys.js';
import { sentence } from '../shell/words.js';
import classes from './RetiredUseTask.module.css';
import { acceptSuccessorMutation, type RetiredUse, retiredUseQuery } from './retired-use.graphql.js';
import type { TaskWorkProps } from './TaskWork.js';

/** A mapping onto a code that a release has retired: where it leads from then on. */
export function RetiredUseTask({ task, mine, titleOf, onSettled, onNext }: TaskWorkProps) {
  const asked = useQuery(retiredUseQuery, { id: task.id });
  const use = asked.data?.retiredCodeUse;
  if (asked.failure) return <FailureNotice failure={asked.failure} onRetry={asked.reload} />;
  if (use === undefined) return <Skeleton height={180} />;
  if (use === null) {
    return (
      <Notice tone="warn">
        <span>Nothing is left to decide: somebody was faster, or the code is back.</span>
        <Button size="xs" variant="default" onClick={onNext} autoFocus>
          Next task
        </Button>
      </Notice>
    );
  }
  return (
    <>
      <dl className={classes.facts}>
        <dt>Mapped</dt>
        <dd>
          <span className="code">{use.code}</span> of {titleOf(use.system)}
        </dd>
        <dt>Leads to</dt>
        <dd>
          <span className="code">{use.retiredCode}</span>{' '}
          <Differing text={use.retiredDisplay ?? ''} other={use.successorDisplay ?? ''} />
        </dd>
        <dt>Retired</dt>
        <dd>
          on {use.retiredOn} by {titleOf(use.target)} {use.edition}
        </dd>
        <dt>Proposed</dt>
        <dd>
          {use.successor === null ? (
            'nothing is near'
          ) : (
            <>
              <span className="code">{use.successor}</span>{' '}
              <Differing text={use.successorDisplay ?? ''} other={use.retiredDisplay ?? ''} />
              <div className={classes.basis}>{basisOf(use)}</div>
            </>
          )}
        </dd>
      </dl>
      {mine && <SuccessorForm use={use} targetTitle={titleOf(use.target)} onSettled={onSettled} />}
    </>
  );
}

function basisOf({ basis, similarity }: RetiredUse): string {
  if (basis === 'DECLARED') return 'its release says that this one follows';
  return `called nearly so (${Math.round((similarity ?? 0) * 100)} of 100 alike)`;
}

interface FormProps {
  readonly use: RetiredUse;
  readonly targetTitle: string;
  onSettled(said: string): void;
}

function SuccessorForm({ use, targetTitle, onSettled }: FormProps) {
  const outbox = useOutbox();
  const [other, setOther] = useState<string>();
  const [searching, setSearching] = useState(use.successor === null);
  const [from, setFrom] = useState(use.retiredOn);
  const [sending, setSending] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const form = useRef<HTMLFormElement>(null);
  const singleKeys = useSingleKeys();
  const successor = other ?? use.successor;
  useShortcuts(
    { a: () => form.current?.requestSubmit(), r: () => setSearching(true) },
    singleKeys && !searching && !sending,
  );

  if (searching || successor === null) {
    return (
      <CodeSearch
        system={use.target}
        systemTitle={targetTitle}
        onPick={({ code }) => {
          setOther(code);
          setSearching(false);
        }}
      />
    );
  }

  const accept = async (event: FormEvent) => {
    event.preventDefault();
    if (sending) return;
    setSending(true);
    setTrouble(undefined);
    const told = await outbox.send(
      acceptSuccessorMutation,
      { input: { effectiveOn: from, reason: null, uses: [{ id: use.id, successor }] } },
      () => setTrouble('The hub does not answer. Your decision is kept and sent again by itself.'),
    );
    setSending(false);
    if (told.kind === 'refused') return setTrouble(told.message);
    if (told.kind !== 'data') return;
    const { revision, outcomes } = told.data.acceptSuccessors;
    if (revision !== null) return onSettled(`${use.code} → ${successor} from ${from}, revision ${revision}.`);
    setTrouble(acceptWords[outcomes[0]?.kind ?? ''] ?? 'The hub did not take it.');
  };

  return (
    <form ref={form} className={classes.form} onSubmit={accept}>
      <TextInput
        type="date"
        label="From"
        description="First day on which it leads there"
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      {trouble && <Notice tone="warn">{sentence(trouble)}</Notice>}
      <div className={classes.choices}>
        <Button type="submit" loading={sending} autoFocus>
          Let it lead to {successor}
        </Button>
        <Button variant="default" onClick={() => setSearching(true)} disabled={sending}>
          Another code
        </Button>
      </div>
    </form>
  );
}

const acceptWords: Readonly<Record<string, string>> = {
  NOT_OPEN: 'Somebody was faster: nothing is left to decide here.',
  ALREADY_MAPPED: 'A mapping onto it holds already on some of these days.',
  BAD_DATE: 'The mapping does not hold around that day: give another.',
  SUCCESSOR_INACTIVE: 'That code does not hold on that day: give a later one, or pick another code.',
  NO_SUCCESSOR: 'No successor is proposed: pick a code.',
};
