import classes from './Differing.module.css';
import { differences } from './differences.js';

interface Props {
  readonly text: string;
  /** What it is held against. */
  readonly other: string;
}

/** A text with what the other does not say marked in it, for the eye by colour and line, for the ear as a mark. */
export function Differing({ text, other }: Props) {
  let at = 0;
  return differences(text, other).map(({ text: piece, differs }) => {
    const begins = at;
    at += piece.length;
    return differs ? (
      <mark key={begins} className={classes.differs}>
        {piece}
      </mark>
    ) : (
      <span key={begins}>{piece}</span>
    );
  });
}
