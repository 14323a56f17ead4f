import { number } from '../shell/words.js';
import classes from './Place.module.css';
import type { Speaker } from './record.graphql.js';

/** Where a word stands: which row of which file. */
export function Place({ speaker }: { readonly speaker: Speaker }) {
  const { fileName, rowNumber, feed } = speaker;
  return (
    <span className={classes.place}>
      <span className={classes.file} title={fileName ?? undefined}>
        {fileName ?? (rowNumber === null ? 'in no file' : `a file of ${feed}`)}
      </span>
      {rowNumber !== null && (
        <span>
          row <span className="figure">{number(rowNumber)}</span>
        </span>
      )}
    </span>
  );
}
