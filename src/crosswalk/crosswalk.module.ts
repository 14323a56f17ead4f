import { type DynamicModule, Module } from '@nestjs/common';
import { CodeSystemResolver } from './code-system.resolver.js';
import { CoverageResolver } from './coverage.resolver.js';
import { GoldenChangeResolver } from './golden-change.resolver.js';
import { GoldenRecordCodesResolver } from './golden-record-codes.resolver.js';
import { GoldenRecordListResolver } from './golden-record-list.resolver.js';
import { IndexFollower } from './index/index-follower.js';
import { LedgerResolver } from './ledger.resolver.js';
import { MappingResolver } from './mapping.resolver.js';
import { MappingProposalResolver } from './mapping-proposal.resolver.js';
import type { MissRecorder } from './miss-recorder.js';
import { PackagingResolver } from './packaging/packaging.resolver.js';
import { PolicyResolver } from './policy.resolver.js';
import { ReleaseResolver } from './releases/release.resolver.js';
import { ResolutionGoldenResolver, TargetGoldenResolver } from './resolution-golden.resolver.js';
import { ResolveController } from './resolve.controller.js';
import { ResolveResolver } from './resolve.resolver.js';
import { ResolveService } from './resolve.service.js';

/** Codes: systems, mappings, resolve, the miss ledger. */
@Module({})
export class CrosswalkModule {
  static with(options: { follower: IndexFollower; misses: MissRecorder; timeZone: string }): DynamicModule {
    const service = new ResolveService(options.follower, options.misses, options.timeZone);
    return {
      module: CrosswalkModule,
      controllers: [ResolveController],
      providers: [
        { provide: ResolveService, useValue: service },
        { provide: IndexFollower, useValue: options.follower },
        ResolveResolver,
        LedgerResolver,
        MappingResolver,
        MappingProposalResolver,
        PolicyResolver,
        CoverageResolver,
        PackagingResolver,
        CodeSystemResolver,
        ReleaseResolver,
        GoldenRecordCodesResolver,
        GoldenRecordListResolver,
        GoldenChangeResolver,
        ResolutionGoldenResolver,
        TargetGoldenResolver,
      ],
      exports: [IndexFollower],
    };
  }
}
