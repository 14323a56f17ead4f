import { valueWords } from './attribute-words.js';
import type { AttributeDeclaration } from './domains.graphql.js';
import classes from './Values.module.css';

interface Props {
  readonly values: readonly string[];
  readonly declared: AttributeDeclaration | undefined;
  /** Long texts are cut off after three lines; elsewhere they are shown whole. */
  readonly short?: boolean;
}

/** What is said of an attribute: one text, or several, each for itself. */
export function Values({ values, declared, short = false }: Props) {
  const words = values.map((value) => valueWords(value, declared));
  if (words.length === 0) return <span className={classes.none}>nothing</span>;
  if (words.length === 1) {
    return (
      <span className={short ? classes.short : classes.whole} title={short ? words[0] : undefined}>
        {words[0]}
      </span>
    );
  }
  const entries = declared?.type.toLowerCase() === 'entries';
  return (
    <ul className={entries ? classes.lines : classes.chips}>
      {words.map((word) => (
        <li key={word}>{word}</li>
      ))}
    </ul>
  );
}
