import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { changesBetween } from '../golden-records/golden-history.js';
import { visibleAttributes } from '../golden-records/visible-attributes.js';
import type { Caller } from '../platform/access/ability.js';
import { CurrentCaller } from '../platform/access/caller.js';
import { Needs } from '../platform/access/needs.js';
import { Database } from '../platform/db/db.js';
import { readText } from '../platform/graphql/read-text.js';
import { readReason, readSeenRevision } from './read-decision.js';
import { refusedModel } from './refusal.model.js';
import {
  ChangeSurvivorshipInput,
  ChangeSurvivorshipResult,
  mostSampled,
  SurvivorshipChangedModel,
  SurvivorshipChangeInput,
  SurvivorshipPreviewModel,
  SurvivorshipPreviewResult,
} from './survivorship.model.js';
import type { SurvivorshipChange } from './survivorship-change.js';
import { changeSurvivorship, previewSurvivorship } from './survivorship-change.service.js';

const longestKey = 63;

/** Which words survive, as people decide it. */
@Resolver()
export class SurvivorshipResolver {
  constructor(private readonly database: Database) {}

  @Needs('manage Survivorship')
  @Query(() => SurvivorshipPreviewResult, {
    description: 'What a change of survivorship would alter: how many golden records, and the first of them.',
  })
  async survivorshipPreview(
    @Args('input', { description: 'The change.' }) input: SurvivorshipChangeInput,
    @CurrentCaller() { ability }: Caller,
  ) {
    const seen = await previewSurvivorship(this.database.db, readChange(input), mostSampled);
    if (seen.kind === 'refused') return refusedModel(seen);
    const visible = new Set(visibleAttributes(ability, input.domain).map(([attribute]) => attribute));
    const sample = seen.sample.map(({ goldenId, name, before, after }) => ({
      ...{ goldenId, name },
      changes: changesBetween(input.domain, before, after).filter(({ attribute }) => visible.has(attribute)),
    }));
    return Object.assign(new SurvivorshipPreviewModel(), { ...seen, sample });
  }

  @Needs('manage Survivorship')
  @Mutation(() => ChangeSurvivorshipResult, {
    description: 'Changes which words survive, for everything the hub holds, as one act.',
  })
  async changeSurvivorship(
    @Args('input', { description: 'The change.' }) input: ChangeSurvivorshipInput,
    @CurrentCaller() caller: Caller,
  ) {
    const change = {
      ...readChange(input),
      ...{ reason: readReason(input.reason), seenRevision: readSeenRevision(input.seenRevision) },
    };
    const done = await changeSurvivorship(this.database.db, change, caller);
    return done.kind === 'refused' ? refusedModel(done) : Object.assign(new SurvivorshipChangedModel(), done);
  }
}

function readChange({
  domain,
  attributes,
  strategy = null,
  sources,
}: SurvivorshipChangeInput): SurvivorshipChange {
  return {
    ...{ domain, strategy },
    attributes: attributes.map((attribute) => readText('attribute', attribute, longestKey)),
    sources: (sources ?? []).map((source) => readText('source', source, longestKey)),
  };
}
