import { Button, Kbd, NativeSelect, TextInput } from '@mantine/core';
import { type RefObject, useEffect, useState } from 'react';
import { go } from '../shell/address.js';
import { Link } from '../shell/Link.js';
import { number } from '../shell/words.js';
import { type Filter, filters, type InboxAddress, inboxAddress, type View, views } from './inbox-address.js';
import classes from './TaskFilters.module.css';
import { kindWord } from './task-words.js';
import type { TaskCount, TaskQueue } from './tasks.graphql.js';

interface Props {
  readonly address: InboxAddress;
  readonly counts: readonly TaskCount[] | undefined;
  readonly queues: readonly TaskQueue[];
  readonly codeField: RefObject<HTMLInputElement | null>;
  titleOf(system: string): string;
}

const viewWords: Readonly<Record<View, string>> = {
  open: 'All open',
  mine: 'Mine',
  unclaimed: 'Free',
  overdue: 'Overdue',
  snoozed: 'Snoozed',
};

const filterWords: Readonly<Record<Filter, { readonly label: string; readonly all: string }>> = {
  queue: { label: 'Queue', all: 'All queues' },
  kind: { label: 'Kind', all: 'All kinds' },
  system: { label: 'System', all: 'All systems' },
  facility: { label: 'Facility', all: 'All facilities' },
};

const restMs = 200;

/** Which part of the backlog is looked at; each choice says how many tasks it holds. */
export function TaskFilters({ address, counts, queues, codeField, titleOf }: Props) {
  const word: Readonly<Record<Filter, (value: string) => string>> = {
    queue: (key) => queues.find((queue) => queue.key === key)?.title ?? key,
    kind: kindWord,
    system: titleOf,
    facility: (value) => value,
  };
  const to = (change: Partial<InboxAddress>) => inboxAddress({ ...address, task: undefined, ...change });
  const narrowed = filters.some((name) => address[name] !== '') || address.code !== '';
  return (
    <div className={classes.bar}>
      <nav className={classes.views} aria-label="Which tasks">
        {views.map((view) => {
          const count = counts && countOf(view, counts, address);
          return (
            <Link key={view} href={to({ view })} aria-current={view === address.view ? 'page' : undefined}>
              {viewWords[view]}
              {count !== undefined && <span className={`${classes.count} figure`}>{number(count)}</span>}
            </Link>
          );
        })}
      </nav>
      <CodeField field={codeField} code={address.code} onCode={(code) => go(to({ code }), 'replace')} />
      <div className={classes.filters}>
        {filters.map((name) => {
          const options = optionsOf(name, counts ?? [], address);
          if (name === 'facility' && options.length === 0) return null;
          return (
            <NativeSelect
              key={name}
              size="xs"
              aria-label={filterWords[name].label}
              value={address[name]}
              onChange={(event) => go(to({ [name]: event.currentTarget.value }), 'push')}
              data={[
                { value: '', label: filterWords[name].all },
                ...options.map(([value, count]) => ({
                  value,
                  label: `${word[name](value)} (${number(count)})`,
                })),
              ]}
            />
          );
        })}
        {narrowed && (
          <Button size="xs" variant="subtle" onClick={() => go(inboxAddress({ view: address.view }), 'push')}>
            Clear
          </Button>
        )}
      </div>
    </div>
  );
}

interface CodeFieldProps {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly code: string;
  onCode(code: string): void;
}

function CodeField({ field, code, onCode }: CodeFieldProps) {
  const [typed, setTyped] = useState(code);
  useEffect(() => setTyped(code), [code]);
  useEffect(() => {
    if (typed.trim() === code) return;
    const timer = setTimeout(() => onCode(typed.trim()), restMs);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <TextInput
      ref={field}
      className={classes.code}
      size="xs"
      type="search"
      aria-label="Code begins with"
      placeholder="Code begins with"
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        if (typed === '') event.currentTarget.blur();
        else setTyped('');
      }}
      rightSection={<Kbd size="xs">/</Kbd>}
      rightSectionPointerEvents="none"
      autoComplete="off"
      spellCheck={false}
    />
  );
}

function withinFilters(counts: readonly TaskCount[], address: InboxAddress, but?: Filter) {
  return counts.filter((row) =>
    filters.every((name) => name === but || address[name] === '' || row[name] === address[name]),
  );
}

/** What the hub counts; whose a task is it does not. A code narrows the list further than the counts go. */
function countOf(view: View, counts: readonly TaskCount[], address: InboxAddress): number | undefined {
  if (view === 'mine' || view === 'unclaimed' || address.code !== '') return undefined;
  const rows = withinFilters(counts, address);
  const sum = (of: (row: TaskCount) => number) => rows.reduce((total, row) => total + of(row), 0);
  if (view === 'overdue') return sum((row) => row.overdue);
  if (view === 'snoozed') return sum((row) => row.snoozed);
  return sum((row) => row.open - row.snoozed);
}

/** The values that the backlog has, within the other filters, the most first. */
function optionsOf(name: Filter, counts: readonly TaskCount[], address: InboxAddress) {
  const sums = new Map<string, number>();
  for (const row of withinFilters(counts, address, name)) {
    const value = row[name];
    if (value !== null) sums.set(value, (sums.get(value) ?? 0) + row.open);
  }
  if (address[name] !== '' && !sums.has(address[name])) sums.set(address[name], 0);
  return [...sums].sort(([, a], [, b]) => b - a);
}
