import { Skeleton } from '@mantine/core';
import { useQuery } from '../api/useQuery.js';
import { AmbiguousMiss } from '../misses/AmbiguousMiss.js';
import { MissFacts } from '../misses/MissFacts.js';
import { MissWork } from '../misses/MissWork.js';
import { FailureNotice } from '../shell/FailureNotice.js';
import { Notice } from '../shell/Notice.js';
import { MissWaiters } from './MissWaiters.js';
import { missQuery } from './miss-task.graphql.js';
import type { TaskWorkProps } from './TaskWork.js';

/** A question without an answer: what is known of it, and once it is in hand the answer to give. */
export function MissTask({ task, mine, titleOf, onSettled, onNext, onGone }: TaskWorkProps) {
  const asked = useQuery(missQuery, { id: task.id });
  const miss = asked.data?.miss;
  if (asked.failure) return <FailureNotice failure={asked.failure} onRetry={asked.reload} />;
  if (miss === undefined) return <Skeleton height={180} />;
  if (miss === null) return <Notice tone="warn">This question is not on the ledger any more.</Notice>;
  const Work = miss.outcome === 'AMBIGUOUS' ? AmbiguousMiss : MissWork;
  return (
    <>
      {mine && miss.open ? (
        <Work
          miss={miss}
          hasNext
          titleOf={titleOf}
          onClose={onGone}
          onNext={onNext}
          onLedgerChanged={() => undefined}
          onMapped={(code, revision) =>
            onSettled(`${miss.code} → ${code}, published as revision ${revision}.`)
          }
        />
      ) : (
        <MissFacts miss={miss} titleOf={titleOf} />
      )}
      {!miss.open && (
        <Notice tone="calm">It has an answer by now: somebody was faster, or a file brought it.</Notice>
      )}
      <MissWaiters miss={miss} />
    </>
  );
}
