import { Module } from '@nestjs/common';
import { JudgementResolver } from './judgement.resolver.js';
import { MergeResolver } from './merge.resolver.js';

/** Belief: which records are one thing, and which word survives. */
@Module({ providers: [JudgementResolver, MergeResolver] })
export class MatchMergeModule {}
