import { useState } from 'react';
import type { Failure } from '../api/ask.js';
import { useHub } from '../api/HubContext.js';
import { type RetireMappingResult, retireMappingMutation } from './misses.graphql.js';

/** The mapping that is to go, and the code it leads to. */
export interface Doomed {
  readonly mappingId: string;
  readonly code: string;
}

export type Retiring =
  | { readonly kind: 'none' }
  | { readonly kind: 'sending'; readonly doomed: Doomed }
  | { readonly kind: 'retired'; readonly doomed: Doomed; readonly revision: string }
  | { readonly kind: 'not-live'; readonly doomed: Doomed; readonly message: string }
  /** Where the connection broke, whether it was ended is not known here. */
  | { readonly kind: 'failed'; readonly doomed: Doomed; readonly failure: Failure };

/** Ends a mapping and says what the hub made of it; nothing is shown as ended before the hub said so. */
export function useRetireMapping() {
  const hub = useHub();
  const [retiring, setRetiring] = useState<Retiring>({ kind: 'none' });

  const retire = async (doomed: Doomed): Promise<Retiring> => {
    setRetiring({ kind: 'sending', doomed });
    const told = await hub.ask(retireMappingMutation, { id: doomed.mappingId });
    const outcome =
      told.kind === 'data' ? outcomeOf(told.data.retireMapping, doomed) : failureOf(told, doomed);
    setRetiring(outcome);
    return outcome;
  };
  return { retiring, retire };
}

function outcomeOf(result: RetireMappingResult, doomed: Doomed): Retiring {
  switch (result.__typename) {
    case 'MappingRetired':
      return { kind: 'retired', doomed, revision: result.revision };
    case 'MappingNotLive':
      return { kind: 'not-live', doomed, message: result.message };
    case 'MappingRefused':
      return { kind: 'not-live', doomed, message: result.problem.message };
    default:
      result satisfies never;
      throw new Error('retireMapping gave a member that its union does not have');
  }
}

function failureOf(told: Failure | { readonly kind: 'aborted' }, doomed: Doomed): Retiring {
  return told.kind === 'aborted' ? { kind: 'none' } : { kind: 'failed', doomed, failure: told };
}
