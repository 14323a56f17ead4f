import { operation } from '../api/operation.js';
import type { Domain } from '../api/schema-types.js';

export interface AttributeDeclaration {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  readonly unit: string | null;
}

export interface DomainDeclaration {
  readonly domain: Domain;
  readonly title: string;
  readonly description: string;
  readonly records: number;
  readonly attributes: readonly AttributeDeclaration[];
}

export const domainsQuery = operation<{ readonly domains: readonly DomainDeclaration[] }>(/* GraphQL */ `
  query Domains {
    domains {
      domain
      title
      description
      records
      attributes {
        name
        type
        description
        unit
      }
    }
  }
`);
