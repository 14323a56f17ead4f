import { operation } from '../api/operation.js';
import type {
  ConversionSource,
  Problem,
  Purpose,
  Relationship,
  ResolveStatus,
  ResolveStepKind,
} from '../api/schema-types.js';

export interface ResolveInput {
  readonly system: string;
  readonly issuer?: string | null;
  readonly code: string;
  readonly target: string;
  readonly purpose?: Purpose;
  readonly asOf?: string;
  readonly minRevision?: string;
  readonly record: boolean;
  readonly quantity?: string;
  readonly unit?: string;
}

export interface ResolvedQuantity {
  readonly value: string;
  readonly exact: boolean;
  readonly fraction: string;
  readonly unit: string;
  readonly wholePackages: string | null;
  readonly remainder: { readonly value: string; readonly fraction: string; readonly unit: string } | null;
}

export interface Warning {
  readonly code: string;
  readonly message: string;
}

export interface ResolvedTarget {
  /** Null where golden records alone lead to it. */
  readonly mappingId: string | null;
  readonly system: string;
  readonly issuer: string | null;
  readonly code: string;
  readonly display: string | null;
  readonly purpose: Purpose;
  readonly relationship: Relationship;
  readonly quantity: ResolvedQuantity | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly golden: GoldenRecordNamed | null;
}

/** The record a code points at; null too where the key may not read records. */
export interface GoldenRecordNamed {
  readonly id: string;
  readonly name: string;
}

/** 1 `from` is `factor` `to`; units carry their system, such as `x12:CA`. */
export interface ConversionStep {
  readonly from: string;
  readonly to: string;
  readonly factor: string;
  readonly exact: boolean;
  readonly source: ConversionSource;
  readonly id: string | null;
}

export interface ResolveStep {
  readonly id: string;
  readonly kind: ResolveStepKind;
  readonly purpose: Purpose;
  readonly relationship: Relationship;
  readonly fromSystem: string;
  readonly fromCode: string;
  readonly toSystem: string;
  readonly toCode: string;
  readonly conversion: ConversionStep | null;
}

export interface Resolution {
  readonly status: ResolveStatus;
  readonly code: string | null;
  readonly display: string | null;
  readonly targets: readonly ResolvedTarget[];
  readonly alternatives: readonly ResolvedTarget[];
  readonly path: readonly ResolveStep[];
  readonly warnings: readonly Warning[];
  readonly problem: Problem | null;
  readonly golden: GoldenRecordNamed | null;
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
        conversion {
          from
          to
          factor
          exact
          source
          id
        }
      }
      warnings {
        code
        message
      }
      problem {
        code
        message
      }
      golden {
        id
        name
      }
      missId
      revision
      stale
    }
  }

  fragment Target on ResolvedTarget {
    mappingId
    system
    issuer
    code
    display
    purpose
    relationship
    quantity {
      value
      exact
      fraction
      unit
      wholePackages
      remainder {
        value
        fraction
        unit
      }
    }
    validFrom
    validTo
    golden {
      id
      name
    }
  }
`);
