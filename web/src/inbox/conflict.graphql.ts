import { operation } from '../api/operation.js';
import type { CodeRole, Domain } from '../api/schema-types.js';

export interface Conflict {
  readonly id: string;
  readonly kind: string;
  readonly domain: Domain;
  readonly source: string;
  readonly feed: string;
  readonly key: string;
  readonly said: readonly { readonly attribute: string; readonly values: readonly string[] }[];
  readonly codes: readonly {
    readonly system: string;
    readonly issuer: string | null;
    readonly code: string;
    readonly role: CodeRole;
  }[];
  readonly candidates: readonly Candidate[];
}

export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly lineage: readonly { readonly attribute: string; readonly values: readonly string[] }[];
  readonly codes: readonly { readonly system: string; readonly code: string }[];
}

export const conflictQuery = operation<
  { readonly linkConflict: Conflict | null },
  { readonly id: string }
>(/* GraphQL */ `
  query Conflict($id: ID!) {
    linkConflict(id: $id) {
      id
      kind
      domain
      source
      feed
      key
      said {
        attribute
        values
      }
      codes {
        system
        issuer
        code
        role
      }
      candidates {
        id
        name
        lineage {
          attribute
          values
        }
        codes {
          system
          code
        }
      }
    }
  }
`);

export type SettleResult =
  | { readonly __typename: 'ConflictSettled'; readonly goldenId: string; readonly revision: string }
  | { readonly __typename: 'ConflictNotSettled'; readonly code: string; readonly message: string };

interface Settlement {
  readonly input: {
    readonly conflictId: string;
    readonly goldenId: string | null;
    readonly reason: string | null;
  };
}

export const settleConflictMutation = operation<
  { readonly settleConflict: SettleResult },
  Settlement
>(/* GraphQL */ `
  mutation SettleConflict($input: SettleConflictInput!) {
    settleConflict(input: $input) {
      __typename
      ... on ConflictSettled {
        goldenId
        revision
      }
      ... on ConflictNotSettled {
        code
        message
      }
    }
  }
`);
