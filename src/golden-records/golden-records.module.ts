import { Module } from '@nestjs/common';
import { GoldenRecordResolver } from './golden-record.resolver.js';

/** Golden records: what the hub believes, and how it came to. */
@Module({ providers: [GoldenRecordResolver] })
export class GoldenRecordsModule {}
