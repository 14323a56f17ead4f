import { createUnionType, Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { connectionOf } from '../platform/graphql/page.model.js';
import { AlreadyMappedModel, MappingAddedModel, MappingRefusedModel } from './mapping.model.js';
import type { ProposalState } from './vocabulary.js';

export const ProposalStateEnum: Readonly<Record<ProposalState, ProposalState>> = {
  DRAFT: 'DRAFT',
  APPROVED: 'APPROVED',
  REJECTED: 'REJECTED',
};
registerEnumType(ProposalStateEnum, {
  name: 'ProposalState',
  description: 'What became of a proposed mapping.',
  valuesMap: {
    DRAFT: { description: 'Nobody has decided; it answers nothing.' },
    APPROVED: { description: 'It is a mapping.' },
    REJECTED: { description: 'It was turned down, or taken back.' },
  },
});

@ObjectType('MappingProposal', {
  description: 'A mapping that somebody proposes and somebody decides about.',
})
export class MappingProposalModel {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field({ description: 'Key of the system it starts in; `golden` for a golden record.' })
  system!: string;

  @Field({
    description: 'The statement as it was proposed: the fields of AddMappingInput but the reason, as JSON.',
  })
  statement!: string;

  @Field(() => String, { nullable: true, description: 'Why it is proposed.' })
  reason!: string | null;

  @Field(() => ProposalStateEnum, { description: 'What became of it.' })
  state!: ProposalState;

  @Field({ description: 'Who proposed it.' })
  proposedBy!: string;

  @Field({ description: 'When, in UTC.' })
  proposedAt!: string;

  @Field(() => String, { nullable: true, description: 'Who decided.' })
  decidedBy!: string | null;

  @Field(() => String, { nullable: true, description: 'When, in UTC.' })
  decidedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was decided so.' })
  decidedReason!: string | null;
}

export const MappingProposalConnection = connectionOf('MappingProposal', () => MappingProposalModel);

@ObjectType('MappingProposed', { description: 'It waits for somebody to approve it.' })
export class MappingProposedModel {
  @Field(() => ID, { description: 'Id of the proposal; `approveMapping` takes it.' })
  id!: string;
}

@ObjectType('AlreadyProposed', { description: 'The same is proposed already, and nobody has decided.' })
export class AlreadyProposedModel {
  @Field({ description: 'A sentence.' })
  message!: string;
}

@ObjectType('ProposalNotOpen', { description: 'There is no such proposal that waits for the caller.' })
export class ProposalNotOpenModel {
  @Field({ description: 'A sentence.' })
  message!: string;
}

@ObjectType('ProposalRejected', { description: 'A proposal was turned down.' })
export class ProposalRejectedModel {
  @Field(() => ID, { description: 'Id of the proposal.' })
  id!: string;
}

export const ProposeMappingResult = createUnionType({
  name: 'ProposeMappingResult',
  description: 'How proposing a mapping ended.',
  types: () => [MappingProposedModel, AlreadyProposedModel, MappingRefusedModel] as const,
});

export const ApproveMappingResult = createUnionType({
  name: 'ApproveMappingResult',
  description: 'How approving a proposed mapping ended.',
  types: () => [MappingAddedModel, AlreadyMappedModel, MappingRefusedModel, ProposalNotOpenModel] as const,
});

export const RejectMappingResult = createUnionType({
  name: 'RejectMappingResult',
  description: 'How rejecting a proposed mapping ended.',
  types: () => [ProposalRejectedModel, ProposalNotOpenModel] as const,
});
