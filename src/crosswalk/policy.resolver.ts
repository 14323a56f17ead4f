import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../platform/access/ability.js';
import { CurrentCaller } from '../platform/access/caller.js';
import { Needs } from '../platform/access/needs.js';
import { Database } from '../platform/db/db.js';
import { PageArgs, readPage } from '../platform/graphql/page.model.js';
import { declareContextKey } from './context/declare-key.service.js';
import {
  ContextKeyModel,
  DeclareContextKeyInput,
  PolicyConnection,
  PolicyRefusedModel,
  PolicySetModel,
  SetPolicyInput,
  SetPolicyResult,
} from './policy.model.js';
import { contextKeys, policies, policyKey } from './policy.queries.js';
import { type PolicySetting, setPolicy } from './policy.service.js';

/** What questions may ask, and under which circumstances: read by all, set by administrators. */
@Resolver()
export class PolicyResolver {
  constructor(private readonly database: Database) {}

  @Needs('read Policy')
  @Query(() => PolicyConnection, { description: 'The policies of pairs of systems, by their keys.' })
  async policies(@Args() page: PageArgs, @CurrentCaller() caller: Caller) {
    return policies(this.database.db, caller.ability, readPage(page, policyKey));
  }

  @Needs('manage Systems')
  @Mutation(() => SetPolicyResult, {
    description: 'Sets the policy of a pair of systems; what is left out is as in a pair without one.',
  })
  async setPolicy(
    @Args('input', { description: 'The policy.' }) input: SetPolicyInput,
    @CurrentCaller() caller: Caller,
  ) {
    return shown(await setPolicy(this.database.db, settingOf(input), caller));
  }

  @Needs('read Policy')
  @Query(() => [ContextKeyModel], { description: 'The declared context keys, by name.' })
  async contextKeys(): Promise<ContextKeyModel[]> {
    return contextKeys(this.database.db);
  }

  @Needs('manage Systems')
  @Mutation(() => SetPolicyResult, { description: 'Declares a context key.' })
  async declareContextKey(
    @Args('input', { description: 'The key.' }) input: DeclareContextKeyInput,
    @CurrentCaller() caller: Caller,
  ) {
    const { domain = null, system = null, values = null } = input;
    return shown(await declareContextKey(this.database.db, { ...input, domain, system, values }, caller));
  }
}

function settingOf({ from, to, purpose, ...said }: SetPolicyInput): PolicySetting {
  return {
    ...{ from, to, purpose, onMiss: said.onMiss ?? 'TASK', defaultCode: said.defaultCode ?? null },
    ...{ defaultIssuer: said.defaultIssuer ?? null, level: said.level ?? null },
    ...{ cardinality: said.cardinality ?? 'ONE', followReplacements: said.followReplacements ?? false },
    ...{ allowBroader: said.allowBroader ?? true, allowRetired: said.allowRetired ?? false },
    ...{ keyOrder: said.keyOrder ?? [], fourEyes: said.fourEyes ?? false, approvers: said.approvers ?? null },
  };
}

type Done = { kind: 'set' | 'declared'; revision: string } | { kind: 'refused'; message: string };

function shown(done: Done): PolicySetModel | PolicyRefusedModel {
  return done.kind === 'refused'
    ? Object.assign(new PolicyRefusedModel(), { message: done.message })
    : Object.assign(new PolicySetModel(), { revision: done.revision });
}
