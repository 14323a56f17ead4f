import type { Tone } from '../shell/tone.js';
import type { Task, TaskEvent } from './tasks.graphql.js';

export type TaskKind =
  | 'AMBIGUOUS_MAPPING'
  | 'IDENTIFIER_CONFLICT'
  | 'MATCH_REVIEW'
  | 'MATCH_RUN_STOPPED'
  | 'RETIRED_CODE_IN_USE'
  | 'UNRESOLVED_MAPPING';

/** A kind that is new to this page is shown as it is. */
const kinds: Readonly<Record<string, { readonly word: string; readonly asks: string }>> = {
  UNRESOLVED_MAPPING: { word: 'no mapping', asks: 'Which code is it there?' },
  AMBIGUOUS_MAPPING: { word: 'several answers', asks: 'Which of its answers holds?' },
  IDENTIFIER_CONFLICT: { word: 'identifier conflict', asks: 'To which record does it belong?' },
  RETIRED_CODE_IN_USE: { word: 'retired code', asks: 'Where does its mapping lead now?' },
  MATCH_REVIEW: { word: 'match review', asks: 'Are the two one thing?' },
  MATCH_RUN_STOPPED: { word: 'run stopped', asks: 'Why did the match run stop itself?' },
};

export function kindWord(kind: string): string {
  return kinds[kind]?.word ?? kind;
}

export function kindAsks(kind: string): string {
  return kinds[kind]?.asks ?? kind;
}

const events: Readonly<Record<string, string>> = {
  CLAIMED: 'took it',
  RETURNED: 'gave it back',
  LEASE_ENDED: 'had it too long; it went back to its queue',
  ASSIGNED: 'gave it',
  SNOOZED: 'put it away',
  WOKEN: 'It is shown again',
  ESCALATED: 'It was overdue and was escalated',
  COMMENTED: 'said',
};

/** One line of what happened: `ann gave it to ben`. */
export function eventWords({ kind, person, people }: Pick<TaskEvent, 'kind' | 'person' | 'people'>): string {
  const did = events[kind] ?? kind;
  const to = people.length > 0 ? ` to ${people.join(', ')}` : '';
  return kind === 'WOKEN' || kind === 'ESCALATED' ? did : `${person ?? 'somebody'} ${did}${to}`;
}

const relative = new Intl.RelativeTimeFormat('en-US', { numeric: 'auto' });
const hourMs = 3_600_000;

export interface Due {
  readonly words: string;
  readonly tone: Tone;
}

/** How far off the deadline is: `due in 3 hours`, `2 days overdue`. */
export function dueWords({ dueAt }: Pick<Task, 'dueAt'>, now: number): Due | undefined {
  if (dueAt === null) return undefined;
  const hours = (Date.parse(dueAt) - now) / hourMs;
  const [amount, unit] =
    Math.abs(hours) < 1
      ? ([hours * 60, 'minute'] as const)
      : Math.abs(hours) < 48
        ? ([hours, 'hour'] as const)
        : ([hours / 24, 'day'] as const);
  const whole = Math.trunc(amount);
  if (hours >= 0) return { words: `due ${relative.format(whole, unit)}`, tone: hours < 4 ? 'warn' : 'calm' };
  const over = Math.abs(whole);
  return { words: `${over} ${unit}${over === 1 ? '' : 's'} overdue`, tone: 'bad' };
}
