import { Args, ID, Mutation, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../platform/access/ability.js';
import { CurrentCaller } from '../../platform/access/caller.js';
import { Needs } from '../../platform/access/needs.js';
import { Database } from '../../platform/db/db.js';
import { readId } from '../../platform/graphql/read-id.js';
import {
  AddBillingUnitInput,
  AddContentInput,
  AddPackagingInput,
  AddPackagingResult,
  addedModel,
  RetirePackagingResult,
  retiredModel,
} from './packaging.model.js';
import { addBillingUnit, addContent, addPackaging } from './packaging.service.js';
import { retirePackaging } from './retire-packaging.service.js';

@Resolver()
export class PackagingResolver {
  constructor(private readonly database: Database) {}

  @Needs('decide Packaging')
  @Mutation(() => AddPackagingResult, {
    description:
      'Publishes what a package of a code holds. A contradiction or a circle is refused with both chains.',
  })
  async addPackaging(
    @Args('input', { description: 'What one package holds, of one item.' }) input: AddPackagingInput,
    @CurrentCaller() caller: Caller,
  ) {
    return addedModel(await addPackaging(this.database.db, input, caller));
  }

  @Needs('decide Packaging')
  @Mutation(() => AddPackagingResult, {
    description:
      'Publishes how much is in a package of a code: the only bridge from packages to physical units.',
  })
  async addContent(
    @Args('input', { description: 'What one unit of an item contains, measured.' }) input: AddContentInput,
    @CurrentCaller() caller: Caller,
  ) {
    return addedModel(await addContent(this.database.db, input, caller));
  }

  @Needs('decide Packaging')
  @Mutation(() => AddPackagingResult, {
    description:
      'Publishes the unit a code is billed, sold or stocked by: quantities that lead to it come out in it.',
  })
  async addBillingUnit(
    @Args('input', { description: 'What one unit of a code stands for.' }) input: AddBillingUnitInput,
    @CurrentCaller() caller: Caller,
  ) {
    return addedModel(await addBillingUnit(this.database.db, input, caller));
  }

  @Needs('decide Packaging')
  @Mutation(() => RetirePackagingResult, {
    description:
      'Ends a statement about packaging, content or billing unit; the past keeps it. With `validTo` it stays true of the days before, and another may follow it.',
  })
  async retirePackaging(
    @Args('id', { type: () => ID, description: 'The statement.' }) id: string,
    @Args('validTo', {
      type: () => String,
      nullable: true,
      description: 'First day on which it no longer holds.',
    })
    validTo: string | null,
    @CurrentCaller() caller: Caller,
  ) {
    return retiredModel(await retirePackaging(this.database.db, { id: readId(id), validTo }, caller));
  }
}
