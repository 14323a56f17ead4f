import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../platform/access/ability.js';
import { CurrentCaller } from '../platform/access/caller.js';
import { Needs } from '../platform/access/needs.js';
import { Database } from '../platform/db/db.js';
import { PageArgs, readPage } from '../platform/graphql/page.model.js';
import { readId } from '../platform/graphql/read-id.js';
import { readText } from '../platform/graphql/read-text.js';
import { AddMappingInput, addedModel, longestReason, MappingRefusedModel } from './mapping.model.js';
import {
  AlreadyProposedModel,
  ApproveMappingResult,
  MappingProposalConnection,
  MappingProposalModel,
  MappingProposedModel,
  ProposalNotOpenModel,
  ProposalRejectedModel,
  ProposeMappingResult,
  RejectMappingResult,
} from './mapping-proposal.model.js';
import { findProposal, openProposals, proposalKey } from './mapping-proposal.queries.js';
import {
  approveMapping,
  type MappingProposed,
  proposeMapping,
  rejectMapping,
} from './mapping-proposal.service.js';

const idArg = { type: () => ID, description: 'Id of the proposal.' };
const reasonArg = { type: () => String, nullable: true, description: 'Why.' };

/** Mappings that one person proposes and another decides about. */
@Resolver()
export class MappingProposalResolver {
  constructor(private readonly database: Database) {}

  @Needs('propose Mapping')
  @Mutation(() => ProposeMappingResult, {
    description: 'Puts a mapping before those who may approve it; it answers nothing until then.',
  })
  async proposeMapping(
    @Args('input', { description: 'The statement.' }) input: AddMappingInput,
    @CurrentCaller() caller: Caller,
  ) {
    readReason(input.reason);
    return proposedModel(await proposeMapping(this.database.db, input, caller));
  }

  @Needs('decide Mapping')
  @Mutation(() => ApproveMappingResult, {
    description:
      'Publishes a proposed mapping. Where the policy asks for two people, not by whoever proposed it.',
  })
  async approveMapping(
    @Args('id', idArg) id: string,
    @Args('reason', reasonArg) reason: string | null,
    @CurrentCaller() caller: Caller,
  ) {
    const decided = { id: readId(id), reason: readReason(reason) };
    const done = await approveMapping(this.database.db, decided, caller);
    return done.kind === 'not-open' ? notOpen() : addedModel(done);
  }

  @Needs('propose Mapping')
  @Mutation(() => RejectMappingResult, {
    description: 'Turns a proposed mapping down; whoever proposed it takes it back so.',
  })
  async rejectMapping(
    @Args('id', idArg) id: string,
    @Args('reason', reasonArg) reason: string | null,
    @CurrentCaller() caller: Caller,
  ) {
    const decided = { id: readId(id), reason: readReason(reason) };
    const { kind } = await rejectMapping(this.database.db, decided, caller);
    return kind === 'rejected' ? Object.assign(new ProposalRejectedModel(), { id: decided.id }) : notOpen();
  }

  @Needs('read Mapping')
  @Query(() => MappingProposalConnection, {
    description: 'Proposed mappings that nobody has decided, the oldest first.',
  })
  async mappingProposals(@Args() page: PageArgs, @CurrentCaller() caller: Caller) {
    return openProposals(this.database.db, caller.ability, readPage(page, proposalKey));
  }

  @Needs('read Mapping')
  @Query(() => MappingProposalModel, { nullable: true, description: 'One proposed mapping, decided or not.' })
  async mappingProposal(@Args('id', idArg) id: string, @CurrentCaller() caller: Caller) {
    return (await findProposal(this.database.db, caller.ability, readId(id))) ?? null;
  }
}

function readReason(reason: string | null | undefined): string | null {
  return reason ? readText('reason', reason, longestReason) : null;
}

function notOpen(): ProposalNotOpenModel {
  return Object.assign(new ProposalNotOpenModel(), { message: 'There is no such open proposal.' });
}

function proposedModel(proposed: MappingProposed) {
  switch (proposed.kind) {
    case 'proposed':
      return Object.assign(new MappingProposedModel(), { id: proposed.id });
    case 'already-proposed':
      return Object.assign(new AlreadyProposedModel(), { message: 'The same is proposed already.' });
    case 'refused':
      return Object.assign(new MappingRefusedModel(), { problem: proposed.problem });
    default:
      return proposed satisfies never;
  }
}
