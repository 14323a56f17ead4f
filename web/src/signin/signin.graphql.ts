import { operation } from '../api/operation.js';

/** Needs no ability: whoever holds a live key is answered, whatever it may do. */
export const signInQuery = operation<{ readonly __typename: string }>(/* GraphQL */ `
  query SignIn {
    __typename
  }
`);
