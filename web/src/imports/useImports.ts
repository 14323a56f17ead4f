import { useEffect } from 'react';
import { type Pages, usePages } from '../api/usePages.js';
import { type Delivery, importsQuery } from './imports.graphql.js';
import { stateWords } from './state-words.js';

const pageSize = 5;
const lookAgainMs = 2_000;

/** The deliveries; while one is under way they are looked at again. */
export function useImports(): Pages<Delivery> {
  const imports = usePages(importsQuery, 'imports', pageSize);
  const { rows, busy, reload } = imports;
  const underWay = rows?.some(({ state }) => stateWords[state].underWay) ?? false;

  useEffect(() => {
    if (!underWay || busy) return;
    const timer = setTimeout(reload, lookAgainMs);
    return () => clearTimeout(timer);
  }, [underWay, busy, reload]);
  return imports;
}
