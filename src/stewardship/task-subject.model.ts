import { Field, Float, Int, ObjectType } from '@nestjs/graphql';

@ObjectType('TaskSubject', { description: 'What a task is about, as a line of a list shows it.' })
export class TaskSubjectModel {
  @Field({
    description:
      'The code that was asked for, the key of the source record, the code that is mapped, or the name of one of two records that may be one.',
  })
  code!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Key of the system in which its answer is wanted, where one is.',
  })
  target!: string | null;

  @Field(() => Float, { nullable: true, description: 'How often it was asked, of a miss.' })
  asked!: number | null;

  @Field(() => Int, { nullable: true, description: 'How many wait for the answer, of a miss.' })
  waiting!: number | null;
}
