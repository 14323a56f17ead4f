import { type DynamicModule, Module } from '@nestjs/common';
import { Database } from '../platform/db/db.js';
import { ImportController } from './import.controller.js';
import { ImportResolver } from './import.resolver.js';
import { EventLine } from './record-event.service.js';
import { RecordsController, SigningSecrets } from './records.controller.js';
import { SourceRecordFileResolver } from './source-record-file.resolver.js';
import { SourceRecordsResolver } from './source-records.resolver.js';

/** Files, feeds, and records that are sent at once. */
@Module({})
export class ImportsModule {
  static with({ signingSecrets }: { signingSecrets: Readonly<Record<string, string>> }): DynamicModule {
    return {
      module: ImportsModule,
      controllers: [ImportController, RecordsController],
      providers: [
        ImportResolver,
        SourceRecordFileResolver,
        SourceRecordsResolver,
        { provide: EventLine, inject: [Database], useFactory: ({ db }: Database) => new EventLine(db) },
        { provide: SigningSecrets, useValue: { of: signingSecrets } satisfies SigningSecrets },
      ],
    };
  }
}
