import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../platform/access/ability.js';
import { CurrentCaller } from '../platform/access/caller.js';
import { Needs } from '../platform/access/needs.js';
import { refusal } from '../platform/graphql/format-error.js';
import { limits } from '../platform/graphql/limits.js';
import type { Resolution } from './resolution.js';
import { ResolutionModel, ResolveInput } from './resolution.model.js';
import { ResolveService } from './resolve.service.js';

@Resolver(() => ResolutionModel)
export class ResolveResolver {
  constructor(private readonly service: ResolveService) {}

  @Needs('ask Resolution')
  @Query(() => ResolutionModel, { description: 'This code there is which code here? Never a guess.' })
  async resolve(
    @Args('input', { description: 'The question.' }) input: ResolveInput,
    @CurrentCaller() caller: Caller,
  ): Promise<Resolution> {
    const [answer] = await this.service.ask([input], caller);
    return answer as Resolution;
  }

  @Needs('ask Resolution')
  @Query(() => [ResolutionModel], {
    description:
      'Up to 1,000 questions, answered in their order at one revision; one bad question never fails the rest.',
  })
  resolveMany(
    @Args('inputs', { type: () => [ResolveInput], description: 'The questions.' }) inputs: ResolveInput[],
    @CurrentCaller() caller: Caller,
    @Context() request: object,
  ): Promise<Resolution[]> {
    countQuestions(request, inputs.length);
    return this.service.ask(inputs, caller);
  }
}

const questionsOf = new WeakMap<object, number>();

/** Counts the questions of one request over all its fields: twenty aliases of a full batch, sent once as a variable,
 *  made an answer of 11 MB and held the process for a second and a half. */
function countQuestions(request: object, more: number): void {
  const questions = (questionsOf.get(request) ?? 0) + more;
  if (questions > limits.questions) {
    throw refusal('LIMIT_EXCEEDED', `A request asks up to ${limits.questions} questions.`);
  }
  questionsOf.set(request, questions);
}
