import { useEffect, useState } from 'react';
import type { Failure } from '../api/ask.js';
import { useHub } from '../api/HubContext.js';
import { codeSearchQuery, type FoundCode } from './misses.graphql.js';

export interface CodeSearch {
  readonly codes: readonly FoundCode[];
  /** The text these codes were found for: while it differs from what is typed they must not be picked. */
  readonly search: string;
  readonly failure: Failure | undefined;
}

export const mostFound = 10;
const restMs = 180;
const nothing: CodeSearch = { codes: [], search: '', failure: undefined };

/** Searches a system once the typing rests; a newer search drops the older one. */
export function useCodeSearch(system: string, typed: string): CodeSearch {
  const hub = useHub();
  const [found, setFound] = useState<CodeSearch>(nothing);
  const search = typed.trim();

  useEffect(() => {
    if (search === '') return setFound(nothing);
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      const told = await hub.ask(codeSearchQuery, { system, search, first: mostFound }, abort.signal);
      if (told.kind === 'aborted') return;
      if (told.kind === 'data') setFound({ codes: told.data.codes, search, failure: undefined });
      else setFound({ codes: [], search, failure: told });
    }, restMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [hub, system, search]);
  return found;
}
