import { Field, Float, ObjectType } from '@nestjs/graphql';
import type { Explanation } from '../score/explanation.js';

@ObjectType('MatchPart', { description: 'What one comparison added to the weight of a pair.' })
export class MatchPartModel {
  @Field({ description: 'What was compared.' })
  attribute!: string;

  @Field({ description: 'What the one says.' })
  left!: string;

  @Field({ description: 'What the other says.' })
  right!: string;

  @Field({ description: 'How far they agree, in words.' })
  level!: string;

  @Field(() => Float, { description: 'Bits it adds, or takes.' })
  bits!: number;
}

@ObjectType('MatchAccount', {
  description: 'Why a pair weighs what it weighs: `prior` and the bits of all parts sum to `weight`.',
})
export class MatchAccountModel {
  @Field(() => Float, { description: 'log2 of the odds that any two things are one.' })
  prior!: number;

  @Field(() => [MatchPartModel], { description: 'What each comparison adds.' })
  parts!: readonly MatchPartModel[];

  @Field(() => Float, { description: 'log2 of the odds that these two are one.' })
  weight!: number;
}

export function accountModel({ prior, parts, weight }: Explanation): MatchAccountModel {
  return Object.assign(new MatchAccountModel(), { prior, parts, weight });
}
