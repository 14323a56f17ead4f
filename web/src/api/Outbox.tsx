import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { type Told, useHub } from './HubContext.js';
import type { Operation } from './operation.js';

/** Decisions under way. One that the connection broke under is sent again until the hub has answered it, with the same
 *  Idempotency-Key each time: it is lost by nobody and taken once, whether or not the first attempt arrived. */
export interface Outbox {
  /** How many wait for the connection. */
  readonly waiting: number;
  /** Ends when the hub has answered, or the key is refused; also if the screen that sent it has gone. */
  send<Data, Variables>(
    operation: Operation<Data, Variables>,
    variables: Variables,
    onWaiting?: () => void,
  ): Promise<Exclude<Told<Data>, { kind: 'unreachable' }>>;
}

const OutboxContext = createContext<Outbox | undefined>(undefined);

const restMs = 2_000;

export function OutboxProvider({ children }: { readonly children: ReactNode }) {
  const hub = useHub();
  const [waiting, setWaiting] = useState(0);

  const send = useCallback<Outbox['send']>(
    async (operation, variables, onWaiting) => {
      const idempotencyKey = newKey();
      let counted = false;
      for (;;) {
        const told = await hub.ask(operation, variables, undefined, idempotencyKey);
        const running = told.kind === 'refused' && told.code === 'REQUEST_RUNNING';
        if (told.kind !== 'unreachable' && !running) {
          if (counted) setWaiting((before) => before - 1);
          return told;
        }
        if (!counted) {
          counted = true;
          setWaiting((before) => before + 1);
          onWaiting?.();
        }
        await connection();
      }
    },
    [hub],
  );

  // Closing the tab is the one thing that would lose them.
  useEffect(() => {
    if (waiting === 0) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [waiting]);

  const outbox = useMemo<Outbox>(() => ({ waiting, send }), [waiting, send]);
  return <OutboxContext value={outbox}>{children}</OutboxContext>;
}

export function useOutbox(): Outbox {
  const outbox = useContext(OutboxContext);
  if (!outbox) throw new Error('useOutbox outside of an OutboxProvider');
  return outbox;
}

/** `crypto.randomUUID` is there on https and localhost only; these are there everywhere. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-');
}

/** A moment, or the instant at which the browser says that it is online again. */
function connection(): Promise<void> {
  return new Promise((wake) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      wake();
    };
    const timer = setTimeout(done, restMs);
    window.addEventListener('online', done);
  });
}
