import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from './ask.js';
import { useHub } from './HubContext.js';
import type { Operation } from './operation.js';
import type { Connection, PageVariables } from './schema-types.js';

export interface Pages<Node> {
  /** Undefined until the first page has come. */
  readonly rows: readonly Node[] | undefined;
  readonly hasMore: boolean;
  readonly failure: Failure | undefined;
  readonly busy: boolean;
  reload(): void;
  more(): void;
}

interface State<Node> {
  readonly rows?: readonly Node[];
  readonly cursor?: string | null;
  readonly hasMore: boolean;
  readonly failure?: Failure | undefined;
  readonly busy: boolean;
}

const largestPage = 100;

/** A list by cursor. Asking again fetches as many rows as are in view, as far as one page goes. */
export function usePages<Name extends string, Node extends { readonly id: string }>(
  operation: Operation<Record<Name, Connection<Node>>, PageVariables>,
  name: Name,
  pageSize: number,
): Pages<Node> {
  const hub = useHub();
  const [state, setState] = useState<State<Node>>({ hasMore: false, busy: true });
  const underWay = useRef<AbortController>(undefined);

  const fetchPage = useCallback(
    async (first: number, after: string | null) => {
      underWay.current?.abort();
      const abort = new AbortController();
      underWay.current = abort;
      setState((before) => ({ ...before, busy: true }));
      const told = await hub.ask(operation, { first, after }, abort.signal);
      if (told.kind === 'aborted' || abort.signal.aborted) return;
      if (told.kind === 'data')
        setState((before) => withPage(after ? before.rows : undefined, told.data[name]));
      else setState((before) => ({ ...before, failure: told, busy: false }));
    },
    [hub, operation, name],
  );

  useEffect(() => {
    void fetchPage(pageSize, null);
    return () => underWay.current?.abort();
  }, [fetchPage, pageSize]);

  const inView = state.rows?.length ?? 0;
  const reload = useCallback(() => {
    void fetchPage(Math.min(Math.max(pageSize, inView), largestPage), null);
  }, [fetchPage, inView, pageSize]);
  const more = () => {
    if (state.cursor && !state.busy) void fetchPage(pageSize, state.cursor);
  };
  return { rows: state.rows, hasMore: state.hasMore, failure: state.failure, busy: state.busy, reload, more };
}

/** A row that moved to this page since the one before was read is shown once. */
function withPage<Node extends { readonly id: string }>(
  before: readonly Node[] = [],
  { edges, pageInfo }: Connection<Node>,
): State<Node> {
  const seen = new Set(before.map((row) => row.id));
  const fresh = edges.map((edge) => edge.node).filter((row) => !seen.has(row.id));
  return {
    rows: [...before, ...fresh],
    cursor: pageInfo.endCursor,
    hasMore: pageInfo.hasNextPage,
    busy: false,
  };
}
