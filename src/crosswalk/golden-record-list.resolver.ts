import { Args, Query, Resolver } from '@nestjs/graphql';
import type { SQL } from 'drizzle-orm';
import type { Values } from '../golden-records/attribute.js';
import type { Domain } from '../golden-records/domain.js';
import { domainDeclarations } from '../golden-records/domain-declarations.js';
import { GoldenRecordConnection } from '../golden-records/golden-record.model.js';
import { listRecords, recordKey } from '../golden-records/golden-record-list.queries.js';
import { readValue } from '../golden-records/read-value.js';
import { shownRecord } from '../golden-records/record-loaders.js';
import { visibleAttributes } from '../golden-records/visible-attributes.js';
import { type Ability, type Caller, mayInSystem } from '../platform/access/ability.js';
import { CurrentCaller } from '../platform/access/caller.js';
import { Needs } from '../platform/access/needs.js';
import { Database } from '../platform/db/db.js';
import { refusal } from '../platform/graphql/format-error.js';
import { pageOf } from '../platform/graphql/page.js';
import { readPage } from '../platform/graphql/page.model.js';
import { readText } from '../platform/graphql/read-text.js';
import { hasCodeOf, recordsOfCode } from './golden-record-codes.queries.js';
import {
  type AttributeFilterInput,
  type GoldenRecordFilterInput,
  GoldenRecordsArgs,
  mostFiltered,
} from './golden-record-list.model.js';
import { longestCode } from './normal-form.js';

const longestKey = 63;
const longestValue = 1_000;

/** The list of golden records stands here and not with them, because a search is for codes too. */
@Resolver()
export class GoldenRecordListResolver {
  constructor(private readonly database: Database) {}

  @Needs('read GoldenRecord')
  @Query(() => GoldenRecordConnection, { description: 'Golden records of one kind, by name.' })
  async goldenRecords(@Args() args: GoldenRecordsArgs, @CurrentCaller() { ability }: Caller) {
    const { db } = this.database;
    const page = readPage(args, recordKey);
    const { domain, filter } = args;
    const asked = readText('search', args.search ?? '', longestCode).trim();
    const search = asked ? { words: asked.split(/\s+/), ids: await recordsOfCode(db, ability, asked) } : null;
    const wanted = {
      ...{ domain, search, state: filter?.state ?? null },
      values: readValues(domain, filter?.attributes ?? [], ability),
      source: filter?.source == null ? null : readText('source', filter.source, longestKey),
      also: readCodeSystem(filter, ability),
    };
    const records = await listRecords(db, wanted, page);
    return pageOf(
      records,
      page.first,
      ({ versionId }) => [versionId],
      (record) => shownRecord(record, ability),
    );
  }
}

/** What attributes shall be, in their types. By one that the caller may not see nothing is found out. */
function readValues(domain: Domain, asked: readonly AttributeFilterInput[], ability: Ability): Values {
  if (asked.length > mostFiltered)
    throw refusal('BAD_ARGUMENT', `A filter names at most ${mostFiltered} attributes.`);
  const visible = new Map(visibleAttributes(ability, domain));
  const values: Record<string, Values[string]> = {};
  for (const { attribute, value } of asked) {
    const declared = visible.get(attribute);
    if (!declared) {
      if (Object.hasOwn(domainDeclarations[domain].attributes, attribute))
        throw refusal('FORBIDDEN', 'The filter names an attribute that this key may not see.');
      throw refusal('BAD_ARGUMENT', 'The filter names an attribute that the domain does not have.');
    }
    if (Object.hasOwn(values, attribute))
      throw refusal('BAD_ARGUMENT', 'The filter names an attribute twice.');
    const read = readValue(declared, [readText('value', value, longestValue)]);
    if (read === undefined)
      throw refusal('BAD_ARGUMENT', 'The filter gives an attribute a value that it cannot have.');
    values[attribute] = read;
  }
  return values;
}

function readCodeSystem(filter: GoldenRecordFilterInput | null | undefined, ability: Ability): SQL[] {
  if (filter?.codeSystem == null) return [];
  const system = readText('codeSystem', filter.codeSystem, longestKey);
  if (!mayInSystem(ability, 'read Code', system))
    throw refusal('FORBIDDEN', 'The filter names a code system that this key may not read.');
  return [hasCodeOf(system)];
}
