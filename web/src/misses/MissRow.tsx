import { Ago } from '../shell/Ago.js';
import { ago, number } from '../shell/words.js';
import classes from './MissRow.module.css';
import type { Miss } from './misses.graphql.js';
import { problemWords } from './problem-words.js';

interface Props {
  readonly miss: Miss;
  readonly now: number;
  onOpen(miss: Miss): void;
}

export function MissRow({ miss, now, onOpen }: Props) {
  return (
    <li>
      <button type="button" className={classes.row} data-miss={miss.id} onClick={() => onOpen(miss)}>
        <span className={classes.head}>
          <span className={`${classes.code} code`}>{miss.code}</span>
          <span className={classes.problem} data-outcome={miss.outcome}>
            {problemWords(miss)}
          </span>
        </span>
        <span className={classes.count}>
          <span className="figure">{number(miss.count)}</span> {miss.count === 1 ? 'time' : 'times'}
        </span>
        <span className={classes.facts}>
          {miss.system} → {miss.target} · {callersOf(miss)}
        </span>
        <span className={classes.times}>
          {ago(miss.firstSeen, now) !== ago(miss.lastSeen, now) && (
            <>
              first <Ago at={miss.firstSeen} now={now} />,{' '}
            </>
          )}
          last <Ago at={miss.lastSeen} now={now} />
        </span>
      </button>
    </li>
  );
}

const namedCallers = 2;

function callersOf({ callers }: Miss): string {
  const named = callers.slice(0, namedCallers).map(({ caller }) => caller);
  const more = callers.length - named.length;
  if (named.length === 0) return 'caller not known';
  return `by ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
