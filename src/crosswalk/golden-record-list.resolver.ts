import { Args, ArgsType, Field, Query, Resolver } from '@nestjs/graphql';
import type { Domain } from '../golden-records/domain.js';
import { DomainEnum, GoldenRecordConnection } from '../golden-records/golden-record.model.js';
import { listRecords, recordKey } from '../golden-records/golden-record.queries.js';
import { shownRecord } from '../golden-records/record-loaders.js';
import type { Caller } from '../platform/access/ability.js';
import { CurrentCaller } from '../platform/access/caller.js';
import { Needs } from '../platform/access/needs.js';
import { Database } from '../platform/db/db.js';
import { pageOf } from '../platform/graphql/page.js';
import { PageArgs, readPage } from '../platform/graphql/page.model.js';
import { readText } from '../platform/graphql/read-text.js';
import { recordsOfCode } from './golden-record-codes.queries.js';
import { longestCode } from './normal-form.js';

@ArgsType()
class GoldenRecordsArgs extends PageArgs {
  @Field(() => DomainEnum, { description: 'Which kind of thing.' })
  domain!: Domain;

  @Field(() => String, {
    nullable: true,
    description:
      'Words that all are part of the name, in small or capital letters; or exactly a code, of any system, that points at the record.',
  })
  search?: string | null;
}

/** The list of golden records stands here and not with them, because a search is for codes too. */
@Resolver()
export class GoldenRecordListResolver {
  constructor(private readonly database: Database) {}

  @Needs('read GoldenRecord')
  @Query(() => GoldenRecordConnection, { description: 'Golden records of one kind, by name.' })
  async goldenRecords(@Args() args: GoldenRecordsArgs, @CurrentCaller() { ability }: Caller) {
    const { db } = this.database;
    const page = readPage(args, recordKey);
    const asked = readText('search', args.search ?? '', longestCode).trim();
    const search = asked ? { words: asked.split(/\s+/), ids: await recordsOfCode(db, ability, asked) } : null;
    const records = await listRecords(db, args.domain, search, page);
    return pageOf(
      records,
      page.first,
      ({ name, id }) => [name, id],
      (record) => shownRecord(record, ability),
    );
  }
}
