import { Skeleton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { AnswerView } from '../explore/AnswerView.js';
import type { Resolution, ResolvedTarget } from '../explore/resolve.graphql.js';
import { useResolve } from '../explore/useResolve.js';
import { FailureNotice } from '../shell/FailureNotice.js';
import { Notice } from '../shell/Notice.js';
import { number, sentence } from '../shell/words.js';
import { MissActions } from './MissActions.js';
import { MissFacts } from './MissFacts.js';
import classes from './MissWork.module.css';
import type { Miss } from './misses.graphql.js';
import { questionOf } from './question-of.js';
import { RetireMapping } from './RetireMapping.js';
import { type Doomed, type Retiring, useRetireMapping } from './useRetireMapping.js';

interface Props {
  readonly miss: Miss;
  readonly hasNext: boolean;
  titleOf(system: string): string;
  onClose(): void;
  onNext(): void;
  onLedgerChanged(): void;
}

/** A miss with several answers: its wrong mappings are ended until one is left. It is asked when the panel opens and
 *  after every end, at the revision of that end. */
export function AmbiguousMiss({ miss, hasNext, titleOf, onClose, onNext, onLedgerChanged }: Props) {
  const { asking, resolve } = useResolve();
  const { retiring, retire } = useRetireMapping();
  const top = useRef<HTMLDivElement>(null);
  const { kind } = retiring;
  const ended = kind === 'retired' || kind === 'not-live';
  const answered = asking.kind === 'answered' ? asking.resolution.status : undefined;
  const done = ended && answered !== undefined && answered !== 'AMBIGUOUS';

  useEffect(() => {
    void resolve(questionOf(miss));
  }, [resolve, miss]);

  // Ending a mapping removes the button that had the focus. Once the miss is answered, the next step takes it.
  useEffect(() => {
    if (!done && (ended || asking.kind === 'nothing-asked')) top.current?.focus();
  }, [done, ended, asking.kind]);

  /** MappingNotLive names no revision to wait for: somebody else's end may need a moment to reach the index. */
  const askUntilGone = async ({ mappingId }: Doomed) => {
    for (let round = 0; round < 5; round++) {
      const resolution = await resolve(questionOf(miss));
      if (!resolution?.alternatives.some((each) => each.mappingId === mappingId)) return;
      await new Promise((wake) => setTimeout(wake, 300));
    }
  };

  const end = async (doomed: Doomed) => {
    const outcome = await retire(doomed);
    if (outcome.kind === 'retired') void resolve({ ...questionOf(miss), minRevision: outcome.revision });
    else if (outcome.kind === 'not-live') void askUntilGone(doomed);
    else return;
    onLedgerChanged();
  };

  /** What golden records say is not ended here. */
  const toRetire = ({ mappingId, code }: ResolvedTarget) =>
    mappingId === null ? null : (
      <RetireMapping mapping={{ mappingId, code }} from={miss.code} retiring={retiring} onRetire={end} />
    );

  return (
    <div ref={top} className={classes.work} tabIndex={-1}>
      {!ended && <MissFacts miss={miss} titleOf={titleOf} />}
      <Ended retiring={retiring} />
      {asking.kind === 'answered' ? (
        <>
          <AnswerView
            question={asking.question}
            resolution={asking.resolution}
            titleOf={titleOf}
            actionOf={toRetire}
          />
          {!ended && <Advice status={asking.resolution.status} />}
        </>
      ) : asking.kind === 'failed' ? (
        <FailureNotice failure={asking.failure} onRetry={() => void resolve(asking.question)} />
      ) : (
        <Skeleton height={140} />
      )}
      {done && <MissActions hasNext={hasNext} onNext={onNext} onClose={onClose} />}
    </div>
  );
}

function Ended({ retiring }: { readonly retiring: Retiring }) {
  switch (retiring.kind) {
    case 'retired':
      return (
        <Notice tone="good">
          The mapping to {retiring.doomed.code} is retired, published as revision{' '}
          {number(Number(retiring.revision))}. Asked again, the hub says:
        </Notice>
      );
    case 'not-live':
      return <Notice tone="warn">{sentence(retiring.message)} Asked again, the hub says:</Notice>;
    case 'none':
    case 'sending':
    case 'failed':
      return null;
  }
}

function Advice({ status }: { readonly status: Resolution['status'] }) {
  if (status === 'AMBIGUOUS') {
    return <Notice tone="calm">The miss closes as soon as one answer is left.</Notice>;
  }
  if (status === 'UNAVAILABLE') return null;
  return (
    <Notice tone="calm">
      Asked for today this no longer has several answers; it may have been asked for another date.
    </Notice>
  );
}
