/** What the import process is asked, and what it answers. */
export type ImportQuestion = { readonly databaseUrl: string } & (
  | { readonly kind: 'receive'; readonly profile: string; readonly path: string }
  | { readonly kind: 'stage'; readonly profile: string; readonly id: string }
  | { readonly kind: 'copy'; readonly profile: string; readonly path: string }
  | { readonly kind: 'deliver'; readonly profile: string; readonly path: string }
);

export interface Worked {
  readonly ms: number;
  readonly rows: number;
  /** Processor time of this process, without the database's. */
  readonly cpuMs: number;
  /** The most memory the process ever held. */
  readonly peakRssBytes: number;
  /** Of a whole import: what of its time went into keeping the file, staging it and applying it. */
  readonly phases?: Readonly<Record<'receive' | 'stage' | 'apply', number>>;
  readonly rejected?: number;
}

export type ImportAnswer = Worked | { readonly id: string };
