import { type DynamicModule, Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import { CrosswalkModule } from '../crosswalk/crosswalk.module.js';
import type { IndexFollower } from '../crosswalk/index/index-follower.js';
import type { MissRecorder } from '../crosswalk/miss-recorder.js';
import { GoldenRecordsModule } from '../golden-records/golden-records.module.js';
import { ImportsModule } from '../imports/imports.module.js';
import { MatchMergeModule } from '../match-merge/match-merge.module.js';
import type { Db } from '../platform/db/db.js';
import { graphqlOptions } from '../platform/graphql/graphql-options.js';
import type { Jobs } from '../platform/jobs/jobs.js';
import { PlatformModule } from '../platform/platform.module.js';
import { StewardshipModule } from '../stewardship/stewardship.module.js';
import { HealthController } from './health.controller.js';
import { registries } from './registries.js';
import { roles } from './roles.js';

export interface ApiParts {
  readonly db: Db;
  readonly jobs: Jobs;
  readonly follower: IndexFollower;
  readonly misses: MissRecorder;
  readonly timeZone: string;
  /** Source system → the secret with which it signs what it sends. */
  readonly signingSecrets?: Readonly<Record<string, string>> | undefined;
  /** Where the generated schema is written; in memory if absent. */
  readonly schemaFile?: string;
}

/** The API: every layer’s module, wired to one database, one index and one set of queues. */
@Module({})
export class ApiModule {
  static with({
    db,
    jobs,
    follower,
    misses,
    timeZone,
    signingSecrets = {},
    schemaFile,
  }: ApiParts): DynamicModule {
    return {
      module: ApiModule,
      controllers: [HealthController],
      imports: [
        PlatformModule.with({ db, jobs, roles }),
        GoldenRecordsModule,
        CrosswalkModule.with({ follower, misses, timeZone }),
        MatchMergeModule.with({ registries }),
        ImportsModule.with({ signingSecrets }),
        StewardshipModule,
        GraphQLModule.forRoot(graphqlOptions(schemaFile ?? true)),
      ],
    };
  }
}
