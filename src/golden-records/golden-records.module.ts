import { Module } from '@nestjs/common';
import { GoldenHistoryResolver } from './golden-history.resolver.js';
import { GoldenRecordResolver } from './golden-record.resolver.js';
import { NodeResolver } from './node.resolver.js';
import { GoldenRelationsResolver, RelationEndsResolver } from './relations/relation.resolver.js';

/** Golden records: what the hub believes, and how it came to. */
@Module({
  providers: [
    GoldenRecordResolver,
    GoldenHistoryResolver,
    NodeResolver,
    GoldenRelationsResolver,
    RelationEndsResolver,
  ],
})
export class GoldenRecordsModule {}
