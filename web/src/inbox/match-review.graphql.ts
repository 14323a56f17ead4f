import { operation } from '../api/operation.js';
import type { Domain } from '../api/schema-types.js';

export interface ReviewedRecord {
  readonly id: string;
  readonly name: string;
  readonly lineage: readonly { readonly attribute: string; readonly values: readonly string[] }[];
  readonly codes: readonly { readonly system: string; readonly code: string }[];
}

export interface Account {
  readonly prior: number;
  readonly weight: number;
  readonly parts: readonly {
    readonly attribute: string;
    readonly level: string;
    readonly bits: number;
  }[];
}

export interface MatchReview {
  readonly id: string;
  readonly domain: Domain;
  readonly state: string;
  readonly why: string;
  readonly vetoed: readonly string[];
  readonly revision: string;
  readonly account: Account;
  readonly one: ReviewedRecord | null;
  readonly other: ReviewedRecord | null;
}

export const matchReviewQuery = operation<
  { readonly matchReview: MatchReview | null },
  { readonly id: string }
>(/* GraphQL */ `
  query MatchReview($id: ID!) {
    matchReview(id: $id) {
      id
      domain
      state
      why
      vetoed
      revision
      account {
        prior
        weight
        parts {
          attribute
          level
          bits
        }
      }
      one {
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
      other {
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

export type Verdict = 'SAME' | 'DIFFERENT' | 'UNSURE';

export type ReviewResult =
  | { readonly __typename: 'MatchReviewDecided'; readonly revision: string }
  | { readonly __typename: 'DecisionRefused'; readonly code: string; readonly message: string };

export const decideMatchReviewMutation = operation<
  { readonly decideMatchReview: ReviewResult },
  { readonly id: string; readonly verdict: Verdict; readonly seenRevision: string }
>(/* GraphQL */ `
  mutation DecideMatchReview($id: ID!, $verdict: Verdict!, $seenRevision: String!) {
    decideMatchReview(id: $id, verdict: $verdict, seenRevision: $seenRevision) {
      __typename
      ... on MatchReviewDecided {
        revision
      }
      ... on DecisionRefused {
        code
        message
      }
    }
  }
`);
