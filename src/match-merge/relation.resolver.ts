import { Args, ID, Mutation, Resolver } from '@nestjs/graphql';
import { longestReason } from '../crosswalk/mapping.model.js';
import { readDay } from '../golden-records/read-day.js';
import type { Caller } from '../platform/access/ability.js';
import { CurrentCaller } from '../platform/access/caller.js';
import { Needs } from '../platform/access/needs.js';
import { Database } from '../platform/db/db.js';
import { refusal } from '../platform/graphql/format-error.js';
import { readId } from '../platform/graphql/read-id.js';
import { readText } from '../platform/graphql/read-text.js';
import { RelationResult, RelationWrittenModel, StateRelationInput } from './person-relation.model.js';
import { readReason, readSeenRevision } from './read-decision.js';
import { refusedModel } from './refusal.model.js';
import { approveRelation, endRelation, type RelationWritten, stateRelation } from './relation.service.js';

const longestCondition = 1_000;

/** How golden records stand to each other, as people say. */
@Resolver()
export class RelationResolver {
  constructor(private readonly database: Database) {}

  @Needs('decide GoldenRecord')
  @Mutation(() => RelationResult, {
    description:
      'Says how one golden record stands to another. Replacements and equivalents are drafts until somebody else approves them.',
  })
  async stateRelation(
    @Args('input', { description: 'What, and why.' }) input: StateRelationInput,
    @CurrentCaller() caller: Caller,
  ) {
    const reason = readText('reason', input.reason, longestReason).trim();
    if (reason === '') throw refusal('BAD_ARGUMENT', 'A relation that a person says has a reason.');
    const [validFrom, validTo] = [readDay('validFrom', input.validFrom), readDay('validTo', input.validTo)];
    if (validFrom !== null && validTo !== null && validTo <= validFrom)
      throw refusal('BAD_ARGUMENT', 'validTo comes after validFrom.');
    const condition = input.condition ? readText('condition', input.condition, longestCondition).trim() : '';
    const attributes = Object.fromEntries(
      (input.attributes ?? []).map(({ attribute, value }) => [attribute, readText('value', value, 10_000)]),
    );
    const said = {
      ...{ kind: input.kind, fromId: readId(input.fromId), toId: readId(input.toId), condition, attributes },
      ...{ reason, validFrom, validTo, seenRevision: readSeenRevision(input.seenRevision) },
    };
    return shown(await stateRelation(this.database.db, said, caller));
  }

  @Needs('decide GoldenRecord')
  @Mutation(() => RelationResult, {
    description:
      'Takes back what a person said of a relation, or ends it on a day. One that was approved is taken back whole.',
  })
  async endRelation(
    @Args('id', { type: () => ID, description: 'The relation.' }) id: string,
    @Args('endsOn', {
      type: () => String,
      nullable: true,
      description: 'First day on which it no longer holds; null: it never should have been said.',
    })
    endsOn: string | null,
    @CurrentCaller() caller: Caller,
  ) {
    const ended = { id: readRelationId(id), endsOn: readDay('endsOn', endsOn) };
    return shown(await endRelation(this.database.db, ended, caller));
  }

  @Needs('decide GoldenRecord')
  @Mutation(() => RelationResult, {
    description: 'Approves a relation that somebody else proposed: it holds from then on.',
  })
  async approveRelation(
    @Args('id', { type: () => ID, description: 'The relation.' }) id: string,
    @Args('reason', { type: () => String, nullable: true, description: 'Why.' }) reason: string | null,
    @CurrentCaller() caller: Caller,
  ) {
    const approved = { id: readRelationId(id), reason: readReason(reason) };
    return shown(await approveRelation(this.database.db, approved, caller));
  }
}

function readRelationId(id: string): string {
  if (!/^\d{1,15}$/.test(id)) throw refusal('BAD_ARGUMENT', 'The id of a relation is a whole number.');
  return id;
}

function shown(done: RelationWritten) {
  return done.kind === 'refused' ? refusedModel(done) : Object.assign(new RelationWrittenModel(), done);
}
