import type { Purpose, Relationship } from '../api/schema-types.js';

const numbers = new Intl.NumberFormat('en-US');
const relative = new Intl.RelativeTimeFormat('en-US', { numeric: 'auto' });
const moments = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short' });

export function number(value: number): string {
  return numbers.format(value);
}

/** `3 codes`, `1 code`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${numbers.format(value)} ${value === 1 ? one : many}`;
}

export function moment(iso: string): string {
  return moments.format(new Date(iso));
}

const minuteMs = 60_000;
const steps = [
  { unit: 'minute', ms: minuteMs, below: 60 * minuteMs },
  { unit: 'hour', ms: 60 * minuteMs, below: 24 * 60 * minuteMs },
  { unit: 'day', ms: 24 * 60 * minuteMs, below: 30 * 24 * 60 * minuteMs },
  { unit: 'month', ms: 30.44 * 24 * 60 * minuteMs, below: 365 * 24 * 60 * minuteMs },
  { unit: 'year', ms: 365.25 * 24 * 60 * minuteMs, below: Number.POSITIVE_INFINITY },
] as const;

/** `5 minutes ago`. Under a minute, and ahead of us (the hub's clock is not ours), is `just now`. */
export function ago(iso: string, now: number): string {
  const passed = now - Date.parse(iso);
  if (passed < minuteMs) return 'just now';
  const step = steps.find(({ below }) => passed < below) ?? steps[4];
  return relative.format(-Math.floor(passed / step.ms), step.unit);
}

/** A sentence as a sentence: the hub's problems begin in lower case and end without a stop. */
export function sentence(text: string): string {
  const started = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(started) ? started : `${started}.`;
}

export const purposeWords: Readonly<Record<Purpose, string>> = {
  CHARGES_AS: 'charges as',
  CLASSIFIED_AS: 'is classified as',
  POSTS_TO: 'posts to',
  REPLACED_BY: 'is replaced by',
  SAME_THING: 'is the same thing as',
};

export const relationshipWords: Readonly<Record<Relationship, string>> = {
  BROADER: 'broader',
  EQUIVALENT: 'equivalent',
  NARROWER: 'narrower',
  RELATED: 'related',
};
