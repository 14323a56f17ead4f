/** A page of a list, after the Relay specification; `page.model.ts` has its GraphQL types. */
export interface Page<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export interface PageStart<Key> {
  readonly first: number;
  /** Sort values of the last row of the page before; null for the first page. */
  readonly after: Key | null;
}

/** A page out of rows that were read one further than asked. */
export function pageOf<Row, Node>(
  rows: readonly Row[],
  first: number,
  keyOf: (row: Row) => readonly (string | number)[],
  nodeOf: (row: Row) => Node,
): Page<Node> {
  const edges = rows.slice(0, first).map((row) => ({
    cursor: Buffer.from(JSON.stringify(keyOf(row))).toString('base64url'),
    node: nodeOf(row),
  }));
  return {
    edges,
    pageInfo: { hasNextPage: rows.length > first, endCursor: edges.at(-1)?.cursor ?? null },
  };
}
