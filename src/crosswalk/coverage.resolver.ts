import { Args, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../platform/access/ability.js';
import { CurrentCaller } from '../platform/access/caller.js';
import { Needs } from '../platform/access/needs.js';
import { Database } from '../platform/db/db.js';
import { refusal } from '../platform/graphql/format-error.js';
import { MappingCoverageModel } from './coverage.model.js';
import { type Coverage, coverageOf, mostCombinations } from './coverage.service.js';
import { ResolveService } from './resolve.service.js';

const optional = (description: string) => ({ type: () => String, nullable: true, description });

/** Whether a table of mappings under conditions has holes. */
@Resolver()
export class CoverageResolver {
  constructor(
    private readonly database: Database,
    private readonly service: ResolveService,
  ) {}

  @Needs('propose Mapping')
  @Query(() => MappingCoverageModel, {
    description:
      'Which combinations of the codes and context values that mappings between two systems name are open, and which are answered twice. Leaves no misses.',
  })
  async mappingCoverage(
    @Args('system', { description: 'Key of the system asked from.' }) system: string,
    @Args('target', { description: 'Key of the system asked for.' }) target: string,
    @Args('issuer', optional('Issuer of the code.')) issuer: string | null,
    @Args('code', optional('Only this code; null: all that such mappings start at.')) code: string | null,
    @Args('asOf', optional('The day asked about; null is today.')) asOf: string | null,
    @CurrentCaller() caller: Caller,
  ): Promise<Extract<Coverage, { kind: 'looked' }>> {
    const asked = { system, target, issuer: issuer ?? null, code: code ?? null, asOf: asOf ?? null };
    const coverage = await coverageOf(this.database.db, this.service, asked, caller);
    switch (coverage.kind) {
      case 'looked':
        return coverage;
      case 'too-many':
        throw refusal('BAD_ARGUMENT', `There are more than ${mostCombinations} combinations: name a code.`);
      case 'invalid':
        throw refusal('BAD_ARGUMENT', `The question cannot be asked: ${coverage.message}.`);
      default:
        return coverage satisfies never;
    }
  }
}
