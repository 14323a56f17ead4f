import { Button } from '@mantine/core';
import classes from './MissWork.module.css';

interface Props {
  readonly hasNext: boolean;
  onNext(): void;
  onClose(): void;
}

/** Where to go from an answered miss; Enter goes on. */
export function MissActions({ hasNext, onNext, onClose }: Props) {
  return (
    <div className={classes.actions}>
      {hasNext && (
        <Button onClick={onNext} autoFocus>
          Next miss
        </Button>
      )}
      <Button variant="default" onClick={onClose} autoFocus={!hasNext}>
        Done
      </Button>
    </div>
  );
}
