import { Module } from '@nestjs/common';
import { JudgementResolver } from './judgement.resolver.js';
import { MergeResolver } from './merge.resolver.js';
import { OverrideResolver } from './override.resolver.js';
import { RelationResolver } from './relation.resolver.js';
import { SurvivorshipResolver } from './survivorship.resolver.js';

/** Belief: which records are one thing, and which word survives. */
@Module({
  providers: [JudgementResolver, MergeResolver, OverrideResolver, RelationResolver, SurvivorshipResolver],
})
export class MatchMergeModule {}
