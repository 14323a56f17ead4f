import { operation } from './operation.js';

export interface Viewer {
  readonly person: string;
  readonly role: string;
  readonly may: readonly string[];
}

export const viewerQuery = operation<{ readonly viewer: Viewer }>(/* GraphQL */ `
  query Viewer {
    viewer {
      person
      role
      may
    }
  }
`);
