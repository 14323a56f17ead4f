import { operation } from '../api/operation.js';

export interface Overview {
  readonly codes: number;
  readonly mappings: number;
  readonly openMisses: number;
  readonly revision: string;
}

export const overviewQuery = operation<{ readonly overview: Overview }>(/* GraphQL */ `
  query Overview {
    overview {
      codes
      mappings
      openMisses
      revision
    }
  }
`);

export interface CodeSystem {
  readonly key: string;
  readonly title: string;
  readonly codes: number;
}

export const codeSystemsQuery = operation<{ readonly codeSystems: readonly CodeSystem[] }>(/* GraphQL */ `
  query CodeSystems {
    codeSystems {
      key
      title
      codes
    }
  }
`);
