/** What the index process is asked, and what it answers. */
export type IndexQuestion = { readonly databaseUrl: string } & (
  | { readonly kind: 'memory' }
  | { readonly kind: 'build' }
  | { readonly kind: 'copy' }
  | { readonly kind: 'walk' }
  | { readonly kind: 'follow' }
  | { readonly kind: 'seen'; readonly revision: number }
);

export type IndexAnswer = Memory | { ms: number } | Pace[] | { revision: number } | { at: number };

export interface Memory {
  readonly mappings: number;
  /** Columns, hash table and texts, with the room they hold in reserve. */
  readonly indexBytes: number;
  /** What the process grew by, after a full collection. */
  readonly rssBytes: number;
  /** The most it grew by while the index was built. */
  readonly peakRssBytes: number;
}

export interface Pace {
  readonly walks: number;
  readonly lookups: number;
}
