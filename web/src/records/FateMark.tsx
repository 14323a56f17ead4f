import classes from './FateMark.module.css';
import type { Fate } from './lineage.js';

const words: Readonly<Record<Fate, { mark: string; title: string }>> = {
  counts: { mark: '✓', title: 'counts' },
  agrees: { mark: '=', title: 'agrees' },
  'passed-over': { mark: '≠', title: 'passed over' },
};

/** What became of a said value, by sign, word and colour. */
export function FateMark({ fate }: { readonly fate: Fate }) {
  const { mark, title } = words[fate];
  return (
    <span className={classes.mark} data-fate={fate}>
      <span aria-hidden="true">{mark}</span> {title}
    </span>
  );
}
