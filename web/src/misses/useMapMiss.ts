import { useState } from 'react';
import type { Failure } from '../api/ask.js';
import { useOutbox } from '../api/Outbox.js';
import { type MapMissResult, type Miss, mapMissMutation } from './misses.graphql.js';

export type Mapping =
  | { readonly kind: 'open' }
  | { readonly kind: 'sending' }
  /** The connection broke: it is sent again until the hub has answered. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'mapped'; readonly code: string; readonly revision: string }
  | { readonly kind: 'not-open'; readonly message: string }
  | { readonly kind: 'already-mapped'; readonly message: string }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Sends the decision and says what the hub made of it; nothing is shown as done before the hub said so. */
export function useMapMiss(miss: Miss) {
  const outbox = useOutbox();
  const [mapping, setMapping] = useState<Mapping>({ kind: 'open' });

  const mapTo = async (code: string, reason: string): Promise<Mapping> => {
    setMapping({ kind: 'sending' });
    const input = { missId: miss.id, code, reason: reason.trim() || null };
    const told = await outbox.send(mapMissMutation, { input }, () => setMapping({ kind: 'waiting' }));
    const outcome = told.kind === 'data' ? outcomeOf(told.data.mapMiss, code) : failureOf(told);
    setMapping(outcome);
    return outcome;
  };
  return { mapping, mapTo };
}

function outcomeOf(result: MapMissResult, code: string): Mapping {
  switch (result.__typename) {
    case 'MissMapped':
      return { kind: 'mapped', code, revision: result.revision };
    case 'MissNotOpen':
      return { kind: 'not-open', message: result.message };
    case 'AlreadyMapped':
      return { kind: 'already-mapped', message: result.message };
    case 'MappingRefused':
      return { kind: 'refused', message: result.problem.message };
    default:
      result satisfies never;
      throw new Error('mapMiss gave a member that its union does not have');
  }
}

function failureOf(told: Failure | { readonly kind: 'aborted' }): Mapping {
  return told.kind === 'aborted' ? { kind: 'open' } : { kind: 'failed', failure: told };
}
