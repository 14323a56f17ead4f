import { Skeleton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { AnswerView } from '../explore/AnswerView.js';
import { type Asking, useResolve } from '../explore/useResolve.js';
import { FailureNotice } from '../shell/FailureNotice.js';
import { Notice } from '../shell/Notice.js';
import { number, sentence } from '../shell/words.js';
import { MapMissForm } from './MapMissForm.js';
import { MissActions } from './MissActions.js';
import { MissFacts } from './MissFacts.js';
import classes from './MissWork.module.css';
import type { Miss } from './misses.graphql.js';
import { whyNotMappable } from './problem-words.js';
import { questionOf } from './question-of.js';
import { useMapMiss } from './useMapMiss.js';

interface Props {
  readonly miss: Miss;
  readonly hasNext: boolean;
  titleOf(system: string): string;
  onClose(): void;
  onNext(): void;
  onLedgerChanged(): void;
  /** Goes on by itself: the answer is not shown here. */
  onMapped?(code: string, revision: string): void;
}

/** One miss from question to new answer. It is asked when the panel opens, without a trace, so that nobody decides on
 *  what has changed meanwhile; and asked again, at the new revision, when the hub has taken the mapping. */
export function MissWork({ miss, hasNext, titleOf, onClose, onNext, onLedgerChanged, onMapped }: Props) {
  const { mapping, mapTo } = useMapMiss(miss);
  const { asking, resolve } = useResolve();
  const mappable = whyNotMappable(miss) === null;
  const top = useRef<HTMLDivElement>(null);

  // After "Next miss" the button that had the focus is gone. Where there is a search field, that takes it.
  useEffect(() => {
    if (!mappable) top.current?.focus();
  }, [mappable]);

  useEffect(() => {
    void resolve(questionOf(miss));
  }, [resolve, miss]);

  /** Somebody else's answer may need a moment to reach the index that answers us, and MissNotOpen names no revision to
   *  wait for. */
  const askUntilAnswered = async () => {
    for (let round = 0; round < 5; round++) {
      const resolution = await resolve(questionOf(miss));
      if (resolution?.status !== 'UNRESOLVED') return;
      await new Promise((wake) => setTimeout(wake, 300));
    }
  };

  const map = async (code: string, reason: string) => {
    const outcome = await mapTo(code, reason);
    if (outcome.kind === 'mapped' && onMapped) return onMapped(outcome.code, outcome.revision);
    if (outcome.kind === 'mapped') void resolve({ ...questionOf(miss), minRevision: outcome.revision });
    else if (outcome.kind === 'not-open') void askUntilAnswered();
    else return;
    onLedgerChanged();
  };

  if (mapping.kind === 'mapped' || mapping.kind === 'not-open') {
    return (
      <div className={classes.work}>
        {mapping.kind === 'mapped' ? (
          <Notice tone="good">
            Mapped to {mapping.code}, published as revision {number(Number(mapping.revision))}. Asked again,
            the hub says:
          </Notice>
        ) : (
          <Notice tone="warn">
            {sentence(mapping.message)} Your mapping was not taken. Asked now, the hub says:
          </Notice>
        )}
        <Standing asking={asking} titleOf={titleOf} />
        <MissActions hasNext={hasNext} onNext={onNext} onClose={onClose} />
      </div>
    );
  }

  return (
    <div ref={top} className={classes.work} tabIndex={-1}>
      <MissFacts miss={miss} titleOf={titleOf} />
      <Before asking={asking} miss={miss} titleOf={titleOf} />
      {mappable && (
        <MapMissForm miss={miss} targetTitle={titleOf(miss.target)} mapping={mapping} onMap={map} />
      )}
    </div>
  );
}

/** What the hub says of the question before anything is decided, where that helps to decide. */
function Before({
  asking,
  miss,
  titleOf,
}: {
  readonly asking: Asking;
  readonly miss: Miss;
  titleOf(system: string): string;
}) {
  const hopeless = whyNotMappable(miss);
  const answered = asking.kind === 'answered' ? asking.resolution.status : undefined;
  if (hopeless) {
    return (
      <>
        <Standing asking={asking} titleOf={titleOf} />
        <Notice tone="calm">{hopeless}</Notice>
      </>
    );
  }
  if (asking.kind === 'failed') return <FailureNotice failure={asking.failure} />;
  if (answered === 'RESOLVED') {
    return (
      <>
        <Notice tone="calm">
          Asked for today this has an answer by now; it may have been asked for another date.
        </Notice>
        <Standing asking={asking} titleOf={titleOf} />
      </>
    );
  }
  return null;
}

function Standing({ asking, titleOf }: { readonly asking: Asking; titleOf(system: string): string }) {
  switch (asking.kind) {
    case 'nothing-asked':
    case 'asking':
      return <Skeleton height={140} />;
    case 'failed':
      return <FailureNotice failure={asking.failure} />;
    case 'answered':
      return <AnswerView question={asking.question} resolution={asking.resolution} titleOf={titleOf} />;
  }
}
