import { operation } from '../api/operation.js';
import type { Connection, PageVariables } from '../api/schema-types.js';

export type ImportState = 'APPLIED' | 'FAILED' | 'RECEIVED' | 'RECEIVING' | 'REFUSED';

export interface Delivery {
  readonly id: string;
  readonly state: ImportState;
  readonly profile: string;
  readonly fileName: string;
  readonly actor: string;
  readonly rowsRead: number;
  readonly rowsApplied: number;
  readonly rowsUnchanged: number;
  readonly rowsRejected: number;
  readonly problem: string | null;
  readonly createdAt: string;
}

export const importsQuery = operation<
  { readonly imports: Connection<Delivery> },
  PageVariables
>(/* GraphQL */ `
  query Imports($first: Int!, $after: String) {
    imports(first: $first, after: $after) {
      edges {
        node {
          id
          state
          profile
          fileName
          actor
          rowsRead
          rowsApplied
          rowsUnchanged
          rowsRejected
          problem
          createdAt
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);
