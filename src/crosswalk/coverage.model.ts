import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { CoverageGap } from './coverage.service.js';

const GapKindEnum: Readonly<Record<CoverageGap['kind'], CoverageGap['kind']>> = {
  OPEN: 'OPEN',
  TWICE: 'TWICE',
};
registerEnumType(GapKindEnum, {
  name: 'CoverageGapKind',
  description: 'What is wrong with a combination.',
  valuesMap: {
    OPEN: { description: 'Nothing answers, or only the suspense code.' },
    TWICE: { description: 'Several answer with equal standing.' },
  },
});

@ObjectType('CoverageValue', { description: 'One value of a combination.' })
export class CoverageValueModel {
  @Field({ description: 'Context key.' })
  key!: string;

  @Field({ description: 'The word, or the golden id.' })
  value!: string;
}

@ObjectType('CoverageGap', { description: 'A combination that no one statement answers.' })
export class CoverageGapModel {
  @Field(() => String, { nullable: true, description: 'Issuer of the code.' })
  issuer!: string | null;

  @Field({ description: 'The code.' })
  code!: string;

  @Field(() => [CoverageValueModel], { description: 'One value for each key.' })
  context!: CoverageValueModel[];

  @Field(() => GapKindEnum, { description: 'What is wrong.' })
  kind!: CoverageGap['kind'];

  @Field({ description: 'The problem that `resolve` tells.' })
  problem!: string;

  @Field(() => [String], { description: 'Of TWICE: the codes that answer.' })
  alternatives!: string[];
}

@ObjectType('MappingCoverage', {
  description: 'How the combinations are answered that mappings under conditions between two systems name.',
})
export class MappingCoverageModel {
  @Field(() => Int, {
    description: 'Combinations: each code under one value for each key that any condition names.',
  })
  combinations!: number;

  @Field(() => Int, { description: 'How many of them are open.' })
  open!: number;

  @Field(() => Int, { description: 'How many are answered twice.' })
  twice!: number;

  @Field(() => [CoverageGapModel], { description: 'Those, by code; at most 1,000.' })
  gaps!: CoverageGapModel[];

  @Field(() => String, {
    nullable: true,
    description: 'Revision at which all were asked; null where there are none.',
  })
  revision!: string | null;
}
