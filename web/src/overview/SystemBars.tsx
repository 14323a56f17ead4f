import { counted, number } from '../shell/words.js';
import type { CodeSystem } from './overview.graphql.js';
import classes from './SystemBars.module.css';

const shown = 5;

/** Codes of each system as bars, longest first. Systems that hold none are named in a line: an empty bar says nothing. */
export function SystemBars({ systems }: { readonly systems: readonly CodeSystem[] }) {
  const filled = systems.filter(({ codes }) => codes > 0).sort((a, b) => b.codes - a.codes);
  const empty = systems.filter(({ codes }) => codes === 0);
  const longest = filled[0]?.codes ?? 1;
  return (
    <div className={classes.systems}>
      <table className={classes.table}>
        <caption className={classes.caption}>Codes by code system</caption>
        <tbody>
          {filled.slice(0, shown).map(({ key, title, codes }) => (
            <tr key={key} title={key}>
              <th scope="row">{title}</th>
              <td className={classes.track}>
                <span className={classes.bar} style={{ width: `${Math.max(1, (codes / longest) * 100)}%` }} />
              </td>
              <td className={`${classes.count} figure`}>{number(codes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.rest}>{restOf(filled.slice(shown), empty)}</p>
    </div>
  );
}

function restOf(smaller: readonly CodeSystem[], empty: readonly CodeSystem[]): string {
  const parts: string[] = [];
  if (smaller.length > 0) parts.push(`${counted(smaller.length, 'smaller system')} besides.`);
  if (empty.length > 0) parts.push(`Without codes so far: ${empty.map(({ key }) => key).join(', ')}.`);
  return parts.join(' ');
}
