import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useId, useImperativeHandle } from 'react';
import classes from './LongList.module.css';
import { useWindow } from './useWindow.js';

export interface LongListHandle {
  focus(): void;
}

interface Props<Row> {
  readonly ref?: Ref<LongListHandle>;
  readonly label: string;
  readonly rows: readonly Row[];
  readonly rowHeight: number;
  /** Which row is looked at; -1 if none. */
  readonly at: number;
  readonly hasMore: boolean;
  onMove(to: number): void;
  onOpen(row: Row): void;
  /** The end comes into view. */
  onEnd(): void;
  children(row: Row): ReactNode;
}

/** A list of any length of which only the rows in view are drawn. The focus stays on the list; its row is said by
 *  aria-activedescendant, with its place. */
export function LongList<Row extends { readonly id: string }>(props: Props<Row>) {
  const { ref, label, rows, rowHeight, at, hasMore, onMove, onOpen, onEnd, children } = props;
  const { frame, from, to, show, fits } = useWindow(rows.length, rowHeight);
  const id = useId();
  const active = rows[at];
  useImperativeHandle(ref, () => ({ focus: () => frame.current?.focus({ preventScroll: true }) }), [frame]);

  useEffect(() => {
    if (at >= 0) show(at);
  }, [at]);

  useEffect(() => {
    if (hasMore && to >= rows.length) onEnd();
  }, [hasMore, to, rows.length, onEnd]);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key]?.(fits);
    if (event.key === 'Enter' && active) onOpen(active);
    else if (event.key === 'Home') onMove(0);
    else if (event.key === 'End') onMove(rows.length - 1);
    else if (step !== undefined) onMove(Math.max(0, Math.min(at + step, rows.length - 1)));
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={frame}
      className={classes.frame}
      role="listbox"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={active && at >= from && at < to ? `${id}-${active.id}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: from * rowHeight }} />
      {rows.slice(from, to).map((row, place) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the list
        // biome-ignore lint/a11y/useFocusableInteractive: the focus stays on the list
        <div
          key={row.id}
          id={`${id}-${row.id}`}
          role="option"
          aria-selected={from + place === at}
          aria-posinset={from + place + 1}
          aria-setsize={hasMore ? -1 : rows.length}
          className={classes.row}
          style={{ height: rowHeight }}
          data-row={row.id}
          onClick={() => onOpen(row)}
        >
          {children(row)}
        </div>
      ))}
      <div role="presentation" style={{ height: (rows.length - to) * rowHeight }} />
    </div>
  );
}

const steps: Readonly<Record<string, (fits: number) => number>> = {
  ArrowDown: () => 1,
  ArrowUp: () => -1,
  PageDown: (fits) => fits,
  PageUp: (fits) => -fits,
};
