import { operation } from '../api/operation.js';
import type { Problem, Purpose, Relationship, ResolveStatus } from '../api/schema-types.js';

export interface ResolveInput {
  readonly system: string;
  readonly issuer?: string | null;
  readonly code: string;
  readonly target: string;
  readonly purpose?: Purpose;
  readonly asOf?: string;
  readonly minRevision?: string;
  readonly record: boolean;
}

export interface ResolvedTarget {
  readonly system: string;
  readonly issuer: string | null;
  readonly code: string;
  readonly display: string | null;
  readonly purpose: Purpose;
  readonly relationship: Relationship;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

export interface ResolveStep {
  readonly id: string;
  readonly kind: 'MAPPING';
  readonly purpose: Purpose;
  readonly relationship: Relationship;
  readonly fromSystem: string;
  readonly fromCode: string;
  readonly toSystem: string;
  readonly toCode: string;
}

export interface Resolution {
  readonly status: ResolveStatus;
  readonly code: string | null;
  readonly display: string | null;
  readonly targets: readonly ResolvedTarget[];
  readonly alternatives: readonly ResolvedTarget[];
  readonly path: readonly ResolveStep[];
  readonly problem: Problem | null;
  readonly missId: string | null;
  readonly revision: string;
  readonly stale: boolean;
}

export const resolveQuery = operation<
  { readonly resolve: Resolution },
  { readonly input: ResolveInput }
>(/* GraphQL */ `
  query Resolve($input: ResolveInput!) {
    resolve(input: $input) {
      status
      code
      display
      targets {
        ...Target
      }
      alternatives {
        ...Target
      }
      path {
        id
        kind
        purpose
        relationship
        fromSystem
        fromCode
        toSystem
        toCode
      }
      problem {
        code
        message
      }
      missId
      revision
      stale
    }
  }

  fragment Target on ResolvedTarget {
    system
    issuer
    code
    display
    purpose
    relationship
    validFrom
    validTo
  }
`);
