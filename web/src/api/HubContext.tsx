import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { type Answer, ask, type Failure, fetchFile } from './ask.js';
import type { Operation } from './operation.js';

/** What a screen is told: a key refused half way leads back to the key form and is no screen's business. */
export type Told<Data> =
  | { readonly kind: 'data'; readonly data: Data }
  | { readonly kind: 'aborted' }
  | Failure;

export interface Hub {
  ask<Data, Variables>(
    operation: Operation<Data, Variables>,
    variables: Variables,
    signal?: AbortSignal,
    idempotencyKey?: string,
  ): Promise<Told<Data>>;
  fetchFile(path: string): Promise<Told<Blob>>;
}

const HubContext = createContext<Hub | undefined>(undefined);

interface Props {
  readonly apiKey: string;
  onKeyRefused(): void;
  readonly children: ReactNode;
}

export function HubProvider({ apiKey, onKeyRefused, children }: Props) {
  const hub = useMemo<Hub>(() => {
    const told = <Data,>(answer: Answer<Data>): Told<Data> => {
      if (answer.kind !== 'unauthenticated') return answer;
      onKeyRefused();
      return { kind: 'aborted' };
    };
    return {
      ask: async (operation, variables, signal, idempotencyKey) =>
        told(await ask(apiKey, operation, variables, signal, idempotencyKey)),
      fetchFile: async (path) => told(await fetchFile(apiKey, path)),
    };
  }, [apiKey, onKeyRefused]);
  return <HubContext value={hub}>{children}</HubContext>;
}

export function useHub(): Hub {
  const hub = useContext(HubContext);
  if (!hub) throw new Error('useHub outside of a HubProvider');
  return hub;
}
