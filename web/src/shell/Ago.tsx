import { ago, moment } from './words.js';

export function Ago({ at, now }: { readonly at: string; readonly now: number }) {
  return (
    <time dateTime={at} title={moment(at)}>
      {ago(at, Math.max(now, Date.now()))}
    </time>
  );
}
