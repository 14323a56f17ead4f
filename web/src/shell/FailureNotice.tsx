import { Button } from '@mantine/core';
import type { Failure } from '../api/ask.js';
import { Notice } from './Notice.js';
import { sentence } from './words.js';

interface Props {
  readonly failure: Failure;
  onRetry?(): void;
}

/** Why a part of the page has nothing to show, and what to do. */
export function FailureNotice({ failure, onRetry }: Props) {
  const forbidden = failure.kind === 'refused' && failure.code === 'FORBIDDEN';
  return (
    <Notice tone={forbidden ? 'calm' : 'bad'}>
      <span>{sentence(failure.message)}</span>
      {onRetry && !forbidden && (
        <Button size="xs" variant="default" onClick={onRetry}>
          Try again
        </Button>
      )}
    </Notice>
  );
}
