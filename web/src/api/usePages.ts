import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Failure } from './ask.js';
import { useHub } from './HubContext.js';
import type { Operation } from './operation.js';
import type { Connection, PageVariables } from './schema-types.js';

export interface Pages<Node, Variables = object> {
  /** Undefined until the first page has come. */
  readonly rows: readonly Node[] | undefined;
  /** What the rows in view were asked with: after a change they are for a moment those of the question before. */
  readonly answered: Variables | undefined;
  readonly hasMore: boolean;
  readonly failure: Failure | undefined;
  readonly busy: boolean;
  reload(): void;
  /** What is known of a row by now: it takes the place of the one in view, or that goes if there is none. */
  change(id: string, row: Node | undefined): void;
  more(): void;
}

interface State<Node> {
  readonly rows?: readonly Node[] | undefined;
  readonly answered?: string;
  readonly cursor?: string | null;
  readonly hasMore: boolean;
  readonly failure?: Failure | undefined;
  readonly busy: boolean;
}

interface Asked<Variables> {
  /** What the list is asked for, besides the page. When it changes, the list begins anew. */
  readonly variables?: Variables;
  /** How many rows to begin with, for somebody who comes back to a place far down. */
  readonly atFirst?: number;
}

const largestPage = 100;
/** Who comes back to a place further down than this begins at the top. */
const mostAtFirst = 500;

/** A list by cursor. Asking again fetches as many rows as are in view, as far as one page goes. */
export function usePages<
  Name extends string,
  Node extends { readonly id: string },
  Variables extends object = object,
>(
  operation: Operation<Record<Name, Connection<Node>>, PageVariables & Variables>,
  name: Name,
  pageSize: number,
  { variables, atFirst = pageSize }: Asked<Variables> = {},
): Pages<Node, Variables> {
  const hub = useHub();
  const [state, setState] = useState<State<Node>>({ hasMore: false, busy: true });
  const underWay = useRef<AbortController>(undefined);
  const wanted = useRef(atFirst);
  const question = JSON.stringify(variables ?? {});
  const asked = useMemo(() => JSON.parse(question) as Variables, [question]);

  /** Undefined where nothing came, or nothing that is still wanted. */
  const fetchPage = useCallback(
    async (first: number, after: string | null, anew = false): Promise<Connection<Node> | undefined> => {
      underWay.current?.abort();
      const abort = new AbortController();
      underWay.current = abort;
      setState((before) => ({ ...before, busy: true }));
      const told = await hub.ask(operation, { ...asked, first, after }, abort.signal);
      if (told.kind === 'aborted' || abort.signal.aborted) return undefined;
      if (told.kind === 'data') {
        setState((before) => ({
          ...withPage(after ? before.rows : undefined, told.data[name]),
          answered: question,
        }));
        return told.data[name];
      }
      // Rows of an earlier question would pass for the answer to this one.
      setState((before) => ({ ...(anew ? { hasMore: false } : before), failure: told, busy: false }));
      return undefined;
    },
    [hub, operation, name, asked, question],
  );

  useEffect(() => {
    const begin = async () => {
      let missing = Math.min(wanted.current, mostAtFirst);
      let after: string | null = null;
      do {
        const page = await fetchPage(Math.min(Math.max(missing, pageSize), largestPage), after, !after);
        if (!page) return;
        wanted.current = pageSize;
        missing -= page.edges.length;
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      } while (missing > 0 && after);
    };
    void begin();
    return () => underWay.current?.abort();
  }, [fetchPage, pageSize]);

  const inView = state.rows?.length ?? 0;
  const reload = useCallback(() => {
    void fetchPage(Math.min(Math.max(pageSize, inView), largestPage), null);
  }, [fetchPage, inView, pageSize]);
  const change = useCallback((id: string, row: Node | undefined) => {
    setState((before) => ({
      ...before,
      rows: before.rows?.flatMap((each) => (each.id === id ? (row ?? []) : each)),
    }));
  }, []);
  const more = () => {
    if (state.cursor && !state.busy) void fetchPage(pageSize, state.cursor);
  };
  const answered = useMemo(
    () => (state.answered === undefined ? undefined : (JSON.parse(state.answered) as Variables)),
    [state.answered],
  );
  const { rows, hasMore, failure, busy } = state;
  return { rows, answered, hasMore, failure, busy, reload, change, more };
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
