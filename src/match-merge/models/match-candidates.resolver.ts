import { Args, Context, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Values } from '../../golden-records/attribute.js';
import { domainDeclarations } from '../../golden-records/domain-declarations.js';
import { GoldenRecordModel } from '../../golden-records/golden-record.model.js';
import { idNow } from '../../golden-records/pinned-id.js';
import { recordLoaders } from '../../golden-records/record-loaders.js';
import { gtin } from '../../identifiers/gtin.js';
import { Needs } from '../../platform/access/needs.js';
import { Database } from '../../platform/db/db.js';
import { refusal } from '../../platform/graphql/format-error.js';
import type { RequestContext } from '../../platform/graphql/per-request.js';
import { readText } from '../../platform/graphql/read-text.js';
import { accountModel } from './match-account.model.js';
import { MatchCandidates, type ZonedCandidate } from './match-candidates.js';
import {
  MatchCandidateModel,
  MatchCandidatesModel,
  MatchCandidatesResult,
  MatchRecordInput,
  NoMatchModelModel,
} from './match-candidates.model.js';
import { cellsOf } from './match-columns.js';

export const mostAsked = 50;
const usuallyAsked = 10;
const longestValue = 4_000;

/** Search before create: which golden records a thing may be. */
@Resolver(() => MatchCandidateModel)
export class MatchCandidatesResolver {
  constructor(
    private readonly database: Database,
    private readonly candidates: MatchCandidates,
  ) {}

  @Needs('read GoldenRecord')
  @Query(() => MatchCandidatesResult, {
    description: 'Which golden records a thing may be, by the engine that matches. Stores nothing.',
  })
  async matchCandidates(
    @Args('record', { description: 'The thing.' }) record: MatchRecordInput,
    @Args('first', {
      type: () => Int,
      nullable: true,
      description: `How many, at most ${mostAsked}; ${usuallyAsked} unless said.`,
    })
    first: number | null,
  ) {
    const most = first ?? usuallyAsked;
    if (most < 1 || most > mostAsked) throw refusal('BAD_ARGUMENT', `first is 1 to ${mostAsked}.`);
    const { domain } = record;
    const asked = { cells: cellsOf(domain, [valuesOf(record)]), registries: [], baseGtins: gtinsOf(record) };
    const found = await this.candidates.of(domain, asked, most);
    if (found.kind === 'no-model') return Object.assign(new NoMatchModelModel(), { domain });
    return Object.assign(new MatchCandidatesModel(), {
      ...{ candidates: found.candidates.map(candidateModel), modelVersion: found.model.version },
      ...{ revision: String(found.revision), cutShort: found.cutShort },
    });
  }

  @ResolveField(() => GoldenRecordModel, {
    nullable: true,
    description: 'The golden record, or its survivor.',
  })
  golden(@Parent() { id }: MatchCandidateModel, @Context() context: RequestContext) {
    return recordLoaders(this.database.db, context).golden.load(idNow(id));
  }
}

export function candidateModel({
  id,
  probability,
  weight,
  zone,
  vetoed,
  ...account
}: ZonedCandidate): MatchCandidateModel {
  const of = { id, probability, weight, zone, vetoed, account: accountModel({ weight, ...account }) };
  return Object.assign(new MatchCandidateModel(), of);
}

function valuesOf({ domain, values }: MatchRecordInput): Values {
  const { attributes } = domainDeclarations[domain];
  return Object.fromEntries(
    values.map(({ attribute, value }) => {
      if (!Object.hasOwn(attributes, attribute))
        throw refusal('BAD_ARGUMENT', 'A value is of an attribute that the domain does not have.');
      return [attribute, readText('value', value, longestValue)];
    }),
  );
}

/** In their normal form; one that is none tells nothing. */
function gtinsOf({ baseGtins }: MatchRecordInput): string[] {
  return (baseGtins ?? []).flatMap((written) => {
    const read = gtin.normalise(written);
    return read.kind === 'valid' ? [read.normal] : [];
  });
}
