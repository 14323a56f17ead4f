import { operation } from '../api/operation.js';
import type { Connection, PageVariables, Problem, Purpose } from '../api/schema-types.js';

export interface Miss {
  readonly id: string;
  readonly system: string;
  readonly issuer: string | null;
  readonly code: string;
  readonly target: string;
  readonly purpose: Purpose;
  readonly outcome: 'AMBIGUOUS' | 'UNRESOLVED';
  readonly problem: string;
  readonly count: number;
  readonly callers: readonly { readonly caller: string; readonly count: number }[];
  readonly firstSeen: string;
  readonly lastSeen: string;
}

export const missesQuery = operation<{ readonly misses: Connection<Miss> }, PageVariables>(/* GraphQL */ `
  query Misses($first: Int!, $after: String) {
    misses(first: $first, after: $after) {
      edges {
        node {
          id
          system
          issuer
          code
          target
          purpose
          outcome
          problem
          count
          callers {
            caller
            count
          }
          firstSeen
          lastSeen
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

export interface FoundCode {
  readonly code: string;
  readonly issuer: string | null;
  readonly display: string | null;
}

interface SearchVariables {
  readonly system: string;
  readonly search: string;
  readonly first: number;
}

export const codeSearchQuery = operation<
  { readonly codes: readonly FoundCode[] },
  SearchVariables
>(/* GraphQL */ `
  query CodeSearch($system: String!, $search: String!, $first: Int!) {
    codes(system: $system, search: $search, first: $first) {
      code
      issuer
      display
    }
  }
`);

export type MapMissResult =
  | { readonly __typename: 'MissMapped'; readonly mappingId: string; readonly revision: string }
  | { readonly __typename: 'MissNotOpen'; readonly message: string }
  | { readonly __typename: 'AlreadyMapped'; readonly message: string }
  | { readonly __typename: 'MappingRefused'; readonly problem: Problem };

interface MapMissVariables {
  readonly input: { readonly missId: string; readonly code: string; readonly reason: string | null };
}

export const mapMissMutation = operation<
  { readonly mapMiss: MapMissResult },
  MapMissVariables
>(/* GraphQL */ `
  mutation MapMiss($input: MapMissInput!) {
    mapMiss(input: $input) {
      __typename
      ... on MissMapped {
        mappingId
        revision
      }
      ... on MissNotOpen {
        message
      }
      ... on AlreadyMapped {
        message
      }
      ... on MappingRefused {
        problem {
          code
          message
        }
      }
    }
  }
`);

export type RetireMappingResult =
  | { readonly __typename: 'MappingRetired'; readonly revision: string }
  | { readonly __typename: 'MappingNotLive'; readonly message: string }
  | { readonly __typename: 'MappingRefused'; readonly problem: Problem };

export const retireMappingMutation = operation<
  { readonly retireMapping: RetireMappingResult },
  { readonly id: string }
>(/* GraphQL */ `
  mutation RetireMapping($id: ID!) {
    retireMapping(id: $id) {
      __typename
      ... on MappingRetired {
        revision
      }
      ... on MappingNotLive {
        message
      }
      ... on MappingRefused {
        problem {
          code
          message
        }
      }
    }
  }
`);
