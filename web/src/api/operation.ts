/** A GraphQL document with the types of what it takes and what it gives. They are written by hand beside the document;
 *  `test/web/documents.test.ts` holds every document against `src/schema.graphql`. */
export interface Operation<Data, Variables> {
  readonly document: string;
  /** Never set: carries the types. */
  readonly types?: (variables: Variables) => Data;
}

export function operation<Data, Variables = Record<string, never>>(
  document: string,
): Operation<Data, Variables> {
  return { document };
}
