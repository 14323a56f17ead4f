import { useCallback, useEffect, useState } from 'react';
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

const none = {};

/** Asks once, and again on `reload`. For questions without variables. */
export function useQuery<Data>(operation: Operation<Data, Record<string, never>>): Query<Data> {
  const hub = useHub();
  const [state, setState] = useState<{ data?: Data; failure?: Failure; busy: boolean }>({ busy: true });
  const [round, setRound] = useState(0);

  useEffect(() => {
    const abort = new AbortController();
    setState((before) => ({ ...before, busy: true }));
    void hub.ask(operation, none, abort.signal).then((told) => {
      if (told.kind === 'aborted') return;
      if (told.kind === 'data') setState({ data: told.data, busy: false });
      else setState((before) => ({ ...before, failure: told, busy: false }));
    });
    return () => abort.abort();
  }, [hub, operation, round]);

  const reload = useCallback(() => setRound((before) => before + 1), []);
  return { data: state.data, failure: state.failure, busy: state.busy, reload };
}
