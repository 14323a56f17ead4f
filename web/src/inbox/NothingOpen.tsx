import { Kbd } from '@mantine/core';
import classes from './NothingOpen.module.css';

/** What stands beside the list before a task is looked at. */
export function NothingOpen({ may }: { readonly may: boolean }) {
  return (
    <div className={classes.nothing}>
      <p className={classes.title}>Pick a task from the list</p>
      <dl className={classes.keys}>
        <dt>
          <Kbd>j</Kbd> <Kbd>k</Kbd>
        </dt>
        <dd>look at the next, the one before</dd>
        {may && (
          <>
            <dt>
              <Kbd>Enter</Kbd>
            </dt>
            <dd>take it: it is yours for 15 minutes, and longer while you are at it</dd>
          </>
        )}
        <dt>
          <Kbd>/</Kbd>
        </dt>
        <dd>find the task of a code</dd>
        <dt>
          <Kbd>?</Kbd>
        </dt>
        <dd>all keys</dd>
      </dl>
    </div>
  );
}
