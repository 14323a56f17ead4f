import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Failure } from './ask.js';
import { useHub } from './HubContext.js';
import type { Operation } from './operation.js';

/** `data` stays in view while it is asked for again, and when that fails. */
export interface Query<Data> {
  readonly data: Data | undefined;
  readonly failure: Failure | undefined;
  readonly busy: boolean;
  reload(): void;
}

type Given<Variables> =
  Variables extends Record<string, never> ? readonly [] : readonly [variables: Variables];

/** Asks once, again on `reload`, and anew when the variables change. */
export function useQuery<Data, Variables = Record<string, never>>(
  operation: Operation<Data, Variables>,
  ...[variables]: Given<Variables>
): Query<Data> {
  const hub = useHub();
  const [state, setState] = useState<{ data?: Data; failure?: Failure; busy: boolean }>({ busy: true });
  const [round, setRound] = useState(0);
  const question = JSON.stringify(variables ?? {});
  const asked = useMemo(() => JSON.parse(question) as Variables, [question]);

  useEffect(() => {
    const abort = new AbortController();
    setState((before) => ({ ...before, busy: true }));
    void hub.ask(operation, asked, abort.signal).then((told) => {
      if (told.kind === 'aborted') return;
      if (told.kind === 'data') setState({ data: told.data, busy: false });
      else setState((before) => ({ ...before, failure: told, busy: false }));
    });
    return () => abort.abort();
  }, [hub, operation, asked, round]);

  const reload = useCallback(() => setRound((before) => before + 1), []);
  return { data: state.data, failure: state.failure, busy: state.busy, reload };
}
