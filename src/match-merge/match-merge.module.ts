import { type DynamicModule, Module } from '@nestjs/common';
import { Database } from '../platform/db/db.js';
import { JudgementResolver } from './judgement.resolver.js';
import { MergeResolver } from './merge.resolver.js';
import { MatchCandidates } from './models/match-candidates.js';
import { MatchCandidatesResolver } from './models/match-candidates.resolver.js';
import { MatchModelResolver } from './models/match-model.resolver.js';
import { MatchedRegistries } from './models/registries.js';
import { ResolutionCandidatesResolver } from './models/resolution-candidates.resolver.js';
import type { Registries } from './models/thing.queries.js';
import { OverrideResolver } from './override.resolver.js';
import { RelationResolver } from './relation.resolver.js';
import { JudgementDecisionResolver, MatchReviewResolver } from './runs/match-review.resolver.js';
import { MatchRunResolver } from './runs/match-run.resolver.js';
import { SurvivorshipResolver } from './survivorship.resolver.js';

/** Belief: which records are one thing, and which word survives. */
@Module({})
export class MatchMergeModule {
  /** `registries`: source systems of which every record is another thing. */
  static with({ registries }: { registries: Registries }): DynamicModule {
    return {
      module: MatchMergeModule,
      providers: [
        { provide: MatchedRegistries, useValue: { sources: registries } },
        {
          provide: MatchCandidates,
          inject: [Database],
          useFactory: ({ db }: Database) => new MatchCandidates(db, registries),
        },
        JudgementResolver,
        JudgementDecisionResolver,
        MatchCandidatesResolver,
        MatchModelResolver,
        MatchReviewResolver,
        MatchRunResolver,
        MergeResolver,
        OverrideResolver,
        RelationResolver,
        ResolutionCandidatesResolver,
        SurvivorshipResolver,
      ],
    };
  }
}
