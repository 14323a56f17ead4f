import { Field, ObjectType, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from './ability.js';
import { CurrentCaller } from './caller.js';
import { Needs } from './needs.js';

@ObjectType('Viewer', { description: 'Who asks, as the hub knows them by their key.' })
export class ViewerModel {
  @Field({ description: 'Whose key it is: `claimedBy` and `assignee` of a task name people so.' })
  person!: string;

  @Field({ description: 'Its role.' })
  role!: string;

  @Field(() => [String], { description: 'What the role may do, as `verb Noun`, on some rows at least.' })
  may!: string[];
}

@Resolver()
export class ViewerResolver {
  // Every role that a person or a flow can have reads code systems.
  @Needs('read CodeSystem')
  @Query(() => ViewerModel, { description: 'Who you are, and what you may do.' })
  viewer(@CurrentCaller() { person, role, ability }: Caller): ViewerModel {
    const may = ability.rules.map((rule) => `${String(rule.action)} ${String(rule.subject)}`);
    return Object.assign(new ViewerModel(), { person, role, may });
  }
}
