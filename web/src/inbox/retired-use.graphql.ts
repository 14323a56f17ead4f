import { operation } from '../api/operation.js';

export interface RetiredUse {
  readonly id: string;
  readonly system: string;
  readonly code: string;
  readonly target: string;
  readonly retiredCode: string;
  readonly retiredDisplay: string | null;
  readonly retiredOn: string;
  readonly edition: string;
  readonly successor: string | null;
  readonly successorDisplay: string | null;
  readonly basis: 'ALIKE' | 'DECLARED' | null;
  readonly similarity: number | null;
}

export const retiredUseQuery = operation<
  { readonly retiredCodeUse: RetiredUse | null },
  { readonly id: string }
>(/* GraphQL */ `
  query RetiredUse($id: ID!) {
    retiredCodeUse(id: $id) {
      id
      system
      code
      target
      retiredCode
      retiredDisplay
      retiredOn
      edition
      successor
      successorDisplay
      basis
      similarity
    }
  }
`);

interface Acceptance {
  readonly input: {
    readonly effectiveOn: string;
    readonly reason: string | null;
    readonly uses: readonly { readonly id: string; readonly successor: string | null }[];
  };
}

export const acceptSuccessorMutation = operation<
  {
    readonly acceptSuccessors: {
      readonly revision: string | null;
      readonly outcomes: readonly { readonly kind: string }[];
    };
  },
  Acceptance
>(/* GraphQL */ `
  mutation AcceptSuccessor($input: AcceptSuccessorsInput!) {
    acceptSuccessors(input: $input) {
      revision
      outcomes {
        kind
      }
    }
  }
`);
