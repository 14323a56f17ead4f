import type { Domain } from '../../golden-records/domain.js';
import { newestRevision } from '../../platform/changes/change.store.js';
import type { Db } from '../../platform/db/db.js';
import { KeptIndex } from './kept-index.js';
import type { Candidate } from './match-index.js';
import { askedModel, type MatchModel } from './match-model.queries.js';
import type { Thresholds } from './parameters.js';
import { type Apart, apartBecause } from './thing.js';
import type { Registries } from './thing.queries.js';

/** What a candidate would be: joined by itself, put before a person, nothing. */
export type CandidateZone = 'MATCH' | 'REVIEW' | 'NONE';

export interface ZonedCandidate extends Candidate {
  readonly zone: CandidateZone;
}

export type CandidatesFound =
  | {
      kind: 'found';
      model: MatchModel;
      revision: number;
      candidates: readonly ZonedCandidate[];
      cutShort: boolean;
    }
  | { kind: 'no-model' };

/** Who may be asked about: cells of the domain’s columns, and what certain evidence there is. */
export interface AskedThing extends Apart {
  readonly cells: readonly string[];
}

/** Answers "which golden records may this be?" without keeping anything. Holds the match index of each domain it was asked
 *  about, built at the first question and carried on by the change log at every further one. */
export class MatchCandidates {
  readonly #kept = new Map<Domain, Promise<KeptIndex>>();

  constructor(
    private readonly db: Db,
    private readonly registries: Registries,
  ) {}

  async of(domain: Domain, asked: AskedThing, most: number): Promise<CandidatesFound> {
    const model = await askedModel(this.db, domain);
    if (!model) return { kind: 'no-model' };
    const kept = await this.#current(model);
    const { found, cutShort } = kept.index.candidates(asked.cells, most);
    const candidates = found.map((candidate): ZonedCandidate => {
      const thing = kept.thing(candidate.id);
      const certain = thing && apartBecause(asked, thing);
      const vetoed = certain === undefined ? candidate.vetoed : [certain, ...candidate.vetoed];
      return { ...candidate, vetoed, zone: zoneOf(candidate.weight, vetoed, certain !== undefined, model) };
    });
    return { kind: 'found', model, revision: kept.revision, candidates, cutShort };
  }

  /** What else a golden record of the hub may be: it is asked about as its own sources describe it, and left out. None where
   *  they have all gone elsewhere. */
  async like(domain: Domain, goldenId: string, most: number): Promise<readonly ZonedCandidate[]> {
    const model = await askedModel(this.db, domain);
    const thing = model && (await this.#current(model)).thing(goldenId);
    if (!thing) return [];
    const found = await this.of(domain, thing, most + 1);
    return found.kind === 'found' ? found.candidates.filter(({ id }) => id !== goldenId) : [];
  }

  /** The index of the model at the newest revision. Questions that come meanwhile wait for the same work. */
  #current(model: MatchModel): Promise<KeptIndex> {
    const { domain } = model;
    const before = this.#kept.get(domain);
    const current = this.#carriedOn(before, model);
    this.#kept.set(domain, current);
    // A failure is told to who asked; the next question begins anew.
    current.catch(() => {
      if (this.#kept.get(domain) === current) this.#kept.delete(domain);
    });
    return current;
  }

  async #carriedOn(before: Promise<KeptIndex> | undefined, model: MatchModel): Promise<KeptIndex> {
    const kept = await before?.catch(() => undefined);
    const revision = await newestRevision(this.db);
    if (kept?.model.id !== model.id) return KeptIndex.build(this.db, model, this.registries, revision);
    await kept.advance(revision);
    return kept;
  }
}

export function zoneOf(
  weight: number,
  vetoed: readonly string[],
  isApart: boolean,
  { matchFrom, reviewFrom }: Thresholds,
): CandidateZone {
  if (isApart || weight < reviewFrom) return 'NONE';
  return vetoed.length > 0 || weight < matchFrom ? 'REVIEW' : 'MATCH';
}
