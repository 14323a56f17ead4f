import { Module } from '@nestjs/common';
import { JudgementResolver } from './judgement.resolver.js';
import { MergeResolver } from './merge.resolver.js';
import { OverrideResolver } from './override.resolver.js';
import { SurvivorshipResolver } from './survivorship.resolver.js';

/** Belief: which records are one thing, and which word survives. */
@Module({ providers: [JudgementResolver, MergeResolver, OverrideResolver, SurvivorshipResolver] })
export class MatchMergeModule {}
