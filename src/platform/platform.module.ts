import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import type { Roles } from './access/ability.js';
import { AccessGuard } from './access/access.guard.js';
import { ApiKeyResolver } from './access/api-key.resolver.js';
import { RoleTable } from './access/role-table.js';
import { ViewerResolver } from './access/viewer.resolver.js';
import { Database, type Db } from './db/db.js';
import { EventResolver } from './events/event.resolver.js';
import { ProblemFilter } from './http/problem.filter.js';
import { Jobs } from './jobs/jobs.js';

/** What every layer stands on: database, jobs, access. */
@Global()
@Module({})
export class PlatformModule {
  static with({ db, jobs, roles }: { db: Db; jobs: Jobs; roles: Roles }): DynamicModule {
    return {
      module: PlatformModule,
      providers: [
        { provide: Database, useValue: { db } },
        { provide: Jobs, useValue: jobs },
        { provide: RoleTable, useValue: new RoleTable(roles) },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        ApiKeyResolver,
        ViewerResolver,
        EventResolver,
      ],
      exports: [Database, Jobs, RoleTable],
    };
  }
}
