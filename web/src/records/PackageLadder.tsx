import { x12Words } from '../explore/unit-words.js';
import classes from './PackageLadder.module.css';
import { rungsOf } from './package-ladder.js';
import type { PackageLevel } from './record.graphql.js';

/** The packages, the largest first, each down to the smallest thing in it. */
export function PackageLadder({ levels }: { readonly levels: readonly PackageLevel[] }) {
  return (
    <ul className={classes.ladder}>
      {rungsOf(levels).map(({ parts, gtin }) => (
        <li key={`${parts.join('=')} ${gtin}`} className={classes.rung}>
          <span className={classes.parts} title={parts.map(inWords).join(' = ')}>
            {parts.map((part, place) => (
              <span key={part}>
                {place > 0 && <span className={classes.equals}> = </span>}
                {part}
              </span>
            ))}
          </span>
          {gtin && <span className={`${classes.gtin} code`}>GTIN {gtin}</span>}
        </li>
      ))}
    </ul>
  );
}

/** `10 BX` as `10 BX (box)`. */
function inWords(part: string): string {
  const [, unit = ''] = part.split(' ');
  const name = x12Words[unit];
  return name ? `${part} (${name})` : part;
}
