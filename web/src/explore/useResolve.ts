import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../api/ask.js';
import { useHub } from '../api/HubContext.js';
import { type Resolution, type ResolveInput, resolveQuery } from './resolve.graphql.js';

export type Asking =
  | { readonly kind: 'nothing-asked' }
  | { readonly kind: 'asking'; readonly question: ResolveInput }
  | { readonly kind: 'answered'; readonly question: ResolveInput; readonly resolution: Resolution }
  | { readonly kind: 'failed'; readonly question: ResolveInput; readonly failure: Failure };

/** Asks `resolve`; a newer question drops the older one. */
export function useResolve() {
  const hub = useHub();
  const [asking, setAsking] = useState<Asking>({ kind: 'nothing-asked' });
  const underWay = useRef<AbortController>(undefined);

  const resolve = useCallback(
    async (question: ResolveInput): Promise<Resolution | undefined> => {
      underWay.current?.abort();
      const abort = new AbortController();
      underWay.current = abort;
      setAsking({ kind: 'asking', question });
      const told = await hub.ask(resolveQuery, { input: question }, abort.signal);
      if (told.kind === 'aborted' || abort.signal.aborted) return undefined;
      if (told.kind !== 'data') {
        setAsking({ kind: 'failed', question, failure: told });
        return undefined;
      }
      setAsking({ kind: 'answered', question, resolution: told.data.resolve });
      return told.data.resolve;
    },
    [hub],
  );

  useEffect(() => () => underWay.current?.abort(), []);
  return { asking, resolve };
}
