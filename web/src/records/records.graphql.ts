import { operation } from '../api/operation.js';
import type { Connection, Domain, PageVariables } from '../api/schema-types.js';

/** A record as the list shows it: its name, and of its telling attributes those of its domain. */
export interface ListedRecord {
  readonly id: string;
  readonly name: string;
  readonly manufacturer?: string | null;
  readonly catalogNumber?: string | null;
  readonly brand?: string | null;
  readonly roles?: readonly string[] | null;
  readonly status?: string | null;
  readonly kind?: string | null;
  readonly facility?: string | null;
  readonly department?: string | null;
  readonly price?: string | null;
}

export interface RecordsVariables {
  readonly domain: Domain;
  readonly search: string | null;
}

export const recordsQuery = operation<
  { readonly goldenRecords: Connection<ListedRecord> },
  PageVariables & RecordsVariables
>(/* GraphQL */ `
  query GoldenRecords($domain: Domain!, $search: String, $first: Int!, $after: String) {
    goldenRecords(domain: $domain, search: $search, first: $first, after: $after) {
      edges {
        node {
          id
          name
          ... on Item {
            manufacturer
            catalogNumber
            brand
          }
          ... on Supplier {
            roles
            status
          }
          ... on Location {
            kind
            facility
          }
          ... on CostCenter {
            department
            facility
          }
          ... on ChargeCode {
            price
            department
          }
          ... on GlAccount {
            kind
            status
          }
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);
