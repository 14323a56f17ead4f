import type { Registries } from './thing.queries.js';

/** Nest’s token of the source systems of which every record is another thing. */
export abstract class MatchedRegistries {
  abstract readonly sources: Registries;
}
