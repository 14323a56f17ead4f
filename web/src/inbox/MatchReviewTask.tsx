import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useOutbox } from '../api/Outbox.js';
import { useQuery } from '../api/useQuery.js';
import { type Side, SideBySide } from '../compare/SideBySide.js';
import { Waterfall } from '../compare/Waterfall.js';
import { domainsQuery } from '../records/domains.graphql.js';
import { recordAddress } from '../records/list-address.js';
import { FailureNotice } from '../shell/FailureNotice.js';
import { Link } from '../shell/Link.js';
import { Notice } from '../shell/Notice.js';
import { useShortcuts } from '../shell/useShortcuts.js';
import { useSingleKeys } from '../shell/useSingleKeys.js';
import { sentence } from '../shell/words.js';
import classes from './MatchReviewTask.module.css';
import {
  decideMatchReviewMutation,
  type MatchReview,
  matchReviewQuery,
  type ReviewedRecord,
  type Verdict,
} from './match-review.graphql.js';
import { oddsWords, reasonWords } from './review-words.js';
import type { TaskWorkProps } from './TaskWork.js';

const said: Readonly<Record<Verdict, string>> = {
  SAME: 'They are one record now',
  DIFFERENT: 'They stay two',
  UNSURE: 'Kept: nobody can tell',
};

/** Two golden records that may be one: side by side, with what the engine makes of each comparison. */
export function MatchReviewTask({ task, mine, titleOf, onSettled, onNext }: TaskWorkProps) {
  const asked = useQuery(matchReviewQuery, { id: task.id });
  const declared = useQuery(domainsQuery).data?.domains;
  const { deciding, decide } = useDecideReview(task.id, onSettled, asked.reload);
  const review = asked.data?.matchReview;
  const singleKeys = useSingleKeys();
  const busy = deciding.kind === 'sending' || deciding.kind === 'waiting';
  const say = (verdict: Verdict) => () => void (review && decide(verdict, review.revision));
  useShortcuts(
    { a: say('SAME'), m: say('SAME'), r: say('DIFFERENT'), u: say('UNSURE') },
    singleKeys && mine && review?.state === 'PENDING' && !busy && !asked.busy,
  );

  if (asked.failure) return <FailureNotice failure={asked.failure} onRetry={asked.reload} />;
  if (review === undefined) return <Skeleton height={260} />;
  if (review?.state !== 'PENDING' || !review.one || !review.other) return <Over onNext={onNext} />;
  const { one, other, account, vetoed } = review;
  return (
    <>
      <p className={classes.why}>
        {reasonWords(review.why)} <strong>{sentence(oddsWords(account.weight))}</strong>
      </p>
      {vetoed.map((veto) => (
        <Notice key={veto} tone="warn">
          Must not differ, and does: {veto}
        </Notice>
      ))}
      <SideBySide
        label="The two records"
        sides={[sideOf(one, titleOf), sideOf(other, titleOf)]}
        declared={declared?.find(({ domain }) => domain === review.domain)}
        onlyDiffering={false}
      />
      <Waterfall {...account} />
      {deciding.kind === 'waiting' && (
        <Notice tone="warn">
          The hub does not answer. Your decision is kept and sent again by itself; the hub takes it once.
        </Notice>
      )}
      {deciding.kind === 'told' && <Notice tone="bad">{sentence(deciding.message)}</Notice>}
      {mine && (
        <div className={classes.choices}>
          <Button size="sm" loading={busy} disabled={asked.busy} onClick={say('SAME')}>
            They are one
          </Button>
          <Button size="sm" variant="default" disabled={busy || asked.busy} onClick={say('DIFFERENT')}>
            They are two
          </Button>
          <Button size="sm" variant="subtle" disabled={busy || asked.busy} onClick={say('UNSURE')}>
            Cannot tell
          </Button>
        </div>
      )}
    </>
  );
}

function Over({ onNext }: { onNext(): void }) {
  return (
    <Notice tone="warn">
      <span>Somebody has decided it, or what sources say now has.</span>
      <Button size="xs" variant="default" onClick={onNext} autoFocus>
        Next task
      </Button>
    </Notice>
  );
}

type Deciding =
  | { readonly kind: 'none' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'told'; readonly message: string };

function useDecideReview(id: string, onSettled: (said: string) => void, reload: () => void) {
  const outbox = useOutbox();
  const [deciding, setDeciding] = useState<Deciding>({ kind: 'none' });
  const decide = async (verdict: Verdict, seenRevision: MatchReview['revision']) => {
    setDeciding({ kind: 'sending' });
    const told = await outbox.send(decideMatchReviewMutation, { id, verdict, seenRevision }, () =>
      setDeciding({ kind: 'waiting' }),
    );
    if (told.kind === 'aborted') return setDeciding({ kind: 'none' });
    if (told.kind === 'refused') return setDeciding({ kind: 'told', message: told.message });
    const { decideMatchReview: decided } = told.data;
    if (decided.__typename === 'MatchReviewDecided') {
      return onSettled(`${said[verdict]}, published as revision ${decided.revision}.`);
    }
    // What is shown is out of date: the person looks at what is there now.
    setDeciding({ kind: 'told', message: decided.message });
    reload();
  };
  return { deciding, decide };
}

function sideOf({ id, name, lineage, codes }: ReviewedRecord, titleOf: (system: string) => string): Side {
  return {
    id,
    title: <Link href={recordAddress(id)}>{name}</Link>,
    values: new Map([
      ...lineage.map(({ attribute, values }) => [attribute, values] as const),
      ['codes', codes.map(({ system, code }) => `${titleOf(system)} ${code}`)] as const,
    ]),
  };
}
