import { operation } from '../api/operation.js';
import type { Basis, CodeRole, Domain, Survivorship } from '../api/schema-types.js';

export interface PackageLevel {
  readonly unit: string;
  readonly quantity: string;
  readonly contains: string;
  readonly gtin: string | null;
}

/** Who said a value. */
export interface Speaker {
  readonly id: string;
  readonly sourceTitle: string;
  readonly key: string;
  readonly feed: string;
  readonly fileName: string | null;
  readonly rowNumber: number | null;
}

export interface SaidValue {
  readonly values: readonly string[];
  readonly survives: boolean;
  readonly sourceRecord: Speaker;
}

export interface ValueLineage {
  readonly attribute: string;
  readonly values: readonly string[];
  readonly rule: Survivorship;
  readonly said: readonly SaidValue[];
}

export interface SourceRecord extends Speaker {
  readonly source: string;
  readonly issuer: string | null;
  readonly basis: Basis;
  readonly revision: string;
  readonly said: readonly { readonly attribute: string; readonly values: readonly string[] }[];
}

export interface RecordCode {
  readonly system: string;
  readonly systemTitle: string;
  readonly issuer: string | null;
  readonly code: string;
  readonly display: string | null;
  readonly role: CodeRole;
  readonly sources: readonly string[];
}

export interface GoldenRecord {
  readonly id: string;
  readonly domain: Domain;
  readonly name: string;
  readonly revision: string;
  /** Of items only. */
  readonly packages?: readonly PackageLevel[] | null;
  readonly lineage: readonly ValueLineage[];
  readonly sourceRecords: readonly SourceRecord[];
  readonly codes: readonly RecordCode[];
}

export const recordQuery = operation<
  { readonly goldenRecord: GoldenRecord | null },
  { readonly id: string }
>(/* GraphQL */ `
  query GoldenRecord($id: ID!) {
    goldenRecord(id: $id) {
      id
      domain
      name
      revision
      ... on Item {
        packages {
          unit
          quantity
          contains
          gtin
        }
      }
      lineage {
        attribute
        values
        rule
        said {
          values
          survives
          sourceRecord {
            ...Speaker
          }
        }
      }
      sourceRecords {
        ...Speaker
        source
        issuer
        basis
        revision
        said {
          attribute
          values
        }
      }
      codes {
        system
        systemTitle
        issuer
        code
        display
        role
        sources
      }
    }
  }

  fragment Speaker on SourceRecord {
    id
    sourceTitle
    key
    feed
    fileName
    rowNumber
  }
`);
