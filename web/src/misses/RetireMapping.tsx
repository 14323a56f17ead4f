import { Button } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { FailureNotice } from '../shell/FailureNotice.js';
import { Notice } from '../shell/Notice.js';
import classes from './RetireMapping.module.css';
import type { Doomed, Retiring } from './useRetireMapping.js';

interface Props {
  readonly mapping: Doomed;
  readonly from: string;
  readonly retiring: Retiring;
  onRetire(mapping: Doomed): void;
}

/** Ends one mapping, in two steps at one place. The question takes the focus and not the button that says yes: Enter
 *  pressed twice by accident ends nothing. Escape steps back and leaves the panel open. */
export function RetireMapping({ mapping, from, retiring, onRetire }: Props) {
  const [asking, setAsking] = useState(false);
  const question = useRef<HTMLFieldSetElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const stepsBack = useRef(false);
  const ours = retiring.kind !== 'none' && retiring.doomed.mappingId === mapping.mappingId;
  const sending = retiring.kind === 'sending';

  useEffect(() => {
    if (asking) question.current?.focus();
    else if (stepsBack.current) opener.current?.focus();
  }, [asking]);

  const keep = () => {
    stepsBack.current = true;
    setAsking(false);
  };
  const confirm = () => {
    // The button cannot keep the focus while it is busy.
    question.current?.focus();
    onRetire(mapping);
  };
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key === 'Escape' && !sending) keep();
  };

  if (!asking) {
    return (
      <Button
        ref={opener}
        variant="default"
        size="xs"
        disabled={sending}
        aria-label={`Retire this mapping to ${mapping.code}`}
        onClick={() => setAsking(true)}
      >
        Retire this mapping
      </Button>
    );
  }
  return (
    <fieldset
      ref={question}
      className={classes.question}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      {...holdsEscape}
    >
      <legend className={classes.legend}>
        End the mapping from {from} to {mapping.code}?
      </legend>
      <p className={classes.consequence}>It answers nobody from now on. Answers of the past keep it.</p>
      {ours && retiring.kind === 'failed' && <Trouble retiring={retiring} />}
      <div className={classes.actions}>
        <Button size="xs" loading={ours && sending} onClick={confirm} {...holdsEscape}>
          Yes, retire it
        </Button>
        <Button size="xs" variant="default" disabled={sending} onClick={keep} {...holdsEscape}>
          Keep it
        </Button>
      </div>
    </fieldset>
  );
}

/** The drawer closes on Escape unless what has the focus carries this. */
const holdsEscape = { 'data-mantine-stop-propagation': true } as const;

function Trouble({ retiring }: { readonly retiring: Extract<Retiring, { kind: 'failed' }> }) {
  return (
    <>
      <FailureNotice failure={retiring.failure} />
      {retiring.failure.kind === 'unreachable' && (
        <Notice tone="calm">
          Whether it was ended is not known. It is safe to send it again: the hub ends a mapping once.
        </Notice>
      )}
    </>
  );
}
