/** What the import process is asked, and what it answers. */
export type ImportQuestion = { readonly databaseUrl: string } & (
  | { readonly kind: 'receive'; readonly path: string }
  | { readonly kind: 'stage'; readonly id: string }
  | { readonly kind: 'copy'; readonly path: string }
  | { readonly kind: 'deliver'; readonly path: string }
);

export interface Worked {
  readonly ms: number;
  readonly rows: number;
  /** Processor time of this process, without the database's. */
  readonly cpuMs: number;
  /** The most memory the process ever held. */
  readonly peakRssBytes: number;
}

export type ImportAnswer = Worked | { readonly id: string };
