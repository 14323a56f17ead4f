import { Ago } from '../shell/Ago.js';
import { useNow } from '../shell/useNow.js';
import { counted, purposeWords } from '../shell/words.js';
import classes from './MissFacts.module.css';
import type { Miss } from './misses.graphql.js';
import { problemWords } from './problem-words.js';

/** Who misses what, since when. */
export function MissFacts({ miss, titleOf }: { readonly miss: Miss; titleOf(system: string): string }) {
  const now = useNow();
  return (
    <dl className={classes.facts}>
      <dt>From</dt>
      <dd>
        {titleOf(miss.system)}
        {miss.issuer && `, issuer ${miss.issuer}`}
      </dd>
      <dt>Wanted in</dt>
      <dd>
        {titleOf(miss.target)} <span className={classes.soft}>({purposeWords[miss.purpose]})</span>
      </dd>
      <dt>Why</dt>
      <dd>{problemWords(miss)}</dd>
      <dt>Asked</dt>
      <dd>
        {counted(miss.count, 'time')}, first <Ago at={miss.firstSeen} now={now} />, last{' '}
        <Ago at={miss.lastSeen} now={now} />
      </dd>
      <dt>By</dt>
      <dd>{miss.callers.map(({ caller, count }) => `${caller} (${count})`).join(', ') || 'nobody known'}</dd>
    </dl>
  );
}
