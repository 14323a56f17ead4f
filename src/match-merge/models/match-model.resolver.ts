import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Domain } from '../../golden-records/domain.js';
import { DomainEnum } from '../../golden-records/golden-record.model.js';
import type { Caller } from '../../platform/access/ability.js';
import { CurrentCaller } from '../../platform/access/caller.js';
import { Needs } from '../../platform/access/needs.js';
import { Database } from '../../platform/db/db.js';
import { refusal } from '../../platform/graphql/format-error.js';
import { readId } from '../../platform/graphql/read-id.js';
import { VerdictEnum } from '../judgement.model.js';
import type { Verdict } from '../judgement.table.js';
import { matchRefused } from '../runs/match-run.model.js';
import { learnModel } from './learn.service.js';
import {
  MatchModelModel,
  MatchModelResult,
  MatchPairToLabelModel,
  MatchQualityModel,
  modelModel,
} from './match-model.model.js';
import { modelsOf, readModel } from './match-model.queries.js';
import { activateModel, drawModelSample } from './match-model.service.js';
import { measuredQuality, nextToLabel } from './match-sample.queries.js';
import { keepLabel } from './match-sample.store.js';
import { recalibrateModel } from './recalibrate.service.js';
import { MatchedRegistries } from './registries.js';

const mostOfAZone = 2_000;
const usuallyOfAZone = 150;

/** Models: learn, measure, recalibrate, activate. */
@Resolver()
export class MatchModelResolver {
  constructor(
    private readonly database: Database,
    private readonly registries: MatchedRegistries,
  ) {}

  @Needs('read GoldenRecord')
  @Query(() => [MatchModelModel], { description: 'The models of a domain, the newest first.' })
  async matchModels(@Args('domain', { type: () => DomainEnum, description: 'The domain.' }) domain: Domain) {
    return (await modelsOf(this.database.db, domain)).map(modelModel);
  }

  @Needs('read GoldenRecord')
  @Query(() => MatchQualityModel, {
    nullable: true,
    description: 'How good a model is by its sample, once any of it is labelled.',
  })
  matchQuality(@Args('modelId', { type: () => ID, description: 'The model.' }) id: string) {
    return measuredQuality(this.database.db, readId(id));
  }

  @Needs('manage Matching')
  @Mutation(() => MatchModelResult, {
    description: 'Learns a model of a domain from what is there, without labels: a draft.',
  })
  async learnMatchModel(
    @Args('domain', { type: () => DomainEnum, description: 'The domain.' }) domain: Domain,
    @CurrentCaller() { actor }: Caller,
  ) {
    const learned = await learnModel(this.database.db, {
      domain,
      registries: this.registries.sources,
      actor,
    });
    return learned.kind === 'too-few' ? matchRefused('TOO_FEW') : this.#shown(learned.modelId);
  }

  @Needs('manage Matching')
  @Mutation(() => MatchModelResult, {
    description:
      'Makes a draft of what people’s judgements change a model into. Ask a shadow run what it would do.',
  })
  async recalibrateMatchModel(
    @Args('modelId', { type: () => ID, description: 'The model.' }) id: string,
    @CurrentCaller() { actor }: Caller,
  ) {
    const model = await readModel(this.database.db, readId(id));
    if (!model) return matchRefused('NO_MODEL');
    const { sources: registries } = this.registries;
    const { modelId } = await recalibrateModel(this.database.db, model, { registries, actor });
    return this.#shown(modelId);
  }

  @Needs('manage Matching')
  @Mutation(() => MatchModelResult, {
    description:
      'Lets runs of its domain go by a model. From then on workers match what is new by themselves.',
  })
  async activateMatchModel(
    @Args('modelId', { type: () => ID, description: 'The model.' }) id: string,
    @CurrentCaller() { actor }: Caller,
  ) {
    const model = await activateModel(this.database.db, readId(id), actor);
    return model ? modelModel(model) : matchRefused('NO_MODEL');
  }

  @Needs('manage Matching')
  @Mutation(() => Int, {
    description:
      'Draws pairs that a run of a model has found, for two people each to label. Once a model: how many.',
  })
  async drawMatchSample(
    @Args('modelId', { type: () => ID, description: 'The model.' }) id: string,
    @Args('ofEachZone', {
      ...{ type: () => Int, nullable: true },
      description: `Pairs of each zone, at most ${mostOfAZone}; ${usuallyOfAZone} unless said.`,
    })
    ofEachZone: number | null,
    @CurrentCaller() { actor }: Caller,
  ) {
    const ofEach = ofEachZone ?? usuallyOfAZone;
    if (ofEach < 1 || ofEach > mostOfAZone)
      throw refusal('BAD_ARGUMENT', `ofEachZone is 1 to ${mostOfAZone}.`);
    const model = await readModel(this.database.db, readId(id));
    return model ? drawModelSample(this.database.db, model, ofEach, actor) : 0;
  }

  @Needs('decide GoldenRecord')
  @Query(() => MatchPairToLabelModel, {
    nullable: true,
    description:
      'The next pair of a sample for the person who asks. Neither what the model made of it nor what others said is told.',
  })
  async nextMatchLabel(
    @Args('modelId', { type: () => ID, description: 'The model.' }) id: string,
    @CurrentCaller() { person }: Caller,
  ) {
    const modelId = readId(id);
    const pair = await nextToLabel(this.database.db, modelId, person);
    return pair ? Object.assign(new MatchPairToLabelModel(), { modelId, ...pair }) : null;
  }

  @Needs('decide GoldenRecord')
  @Mutation(() => Boolean, {
    description:
      'Says what a sampled pair is; false where this person or two others have said it. Joins and parts nothing.',
  })
  labelMatchPair(
    @Args('modelId', { type: () => ID, description: 'The model.' }) id: string,
    @Args('number', { type: () => Int, description: 'Number of the pair in its sample.' }) number: number,
    @Args('verdict', { type: () => VerdictEnum, description: 'What the two are.' }) verdict: Verdict,
    @CurrentCaller() { person: labeller }: Caller,
  ) {
    return keepLabel(this.database.db, { modelId: readId(id), number, labeller, verdict });
  }

  async #shown(id: string) {
    const model = await readModel(this.database.db, id);
    if (!model) throw new Error(`match model ${id} is gone`);
    return modelModel(model);
  }
}
