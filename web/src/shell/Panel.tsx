import { type ReactNode, useId } from 'react';
import classes from './Panel.module.css';

interface Props {
  readonly title: string;
  /** A figure or word beside the title. */
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** One part of a page, with its heading as its name. */
export function Panel({ title, note, actions, children }: Props) {
  const id = useId();
  return (
    <section className={classes.panel} aria-labelledby={id}>
      <header className={classes.head}>
        <h2 id={id} className={classes.title} tabIndex={-1}>
          {title}
        </h2>
        {note && <span className={classes.note}>{note}</span>}
        <span className={classes.actions}>{actions}</span>
      </header>
      {children}
    </section>
  );
}
