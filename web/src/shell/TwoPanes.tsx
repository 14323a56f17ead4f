import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './TwoPanes.module.css';

interface Props {
  readonly label: string;
  readonly list: ReactNode;
  /** Something of the list is looked at: on a narrow screen it takes the place of the list. */
  readonly looking: boolean;
  onBack(): void;
  readonly children: ReactNode;
}

/** A list, and beside it what is looked at; each scrolls by itself within the height of the screen. */
export function TwoPanes({ label, list, looking, onBack, children }: Props) {
  return (
    <div className={classes.panes} data-looking={looking || undefined}>
      <section className={classes.list} aria-label={label}>
        {list}
      </section>
      <div className={classes.pane}>
        <Button className={classes.back} size="xs" variant="default" onClick={onBack}>
          ← Back to the list
        </Button>
        {children}
      </div>
    </div>
  );
}
