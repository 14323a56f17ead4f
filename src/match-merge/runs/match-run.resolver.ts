import { Args, Float, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Domain } from '../../golden-records/domain.js';
import { DomainEnum } from '../../golden-records/golden-record.model.js';
import type { Caller } from '../../platform/access/ability.js';
import { CurrentCaller } from '../../platform/access/caller.js';
import { Needs } from '../../platform/access/needs.js';
import { Database } from '../../platform/db/db.js';
import { refusal } from '../../platform/graphql/format-error.js';
import { readId } from '../../platform/graphql/read-id.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { logError } from '../../platform/telemetry/log.js';
import { matchRunJob, mostWoken } from './match-jobs.js';
import { MatchRunModel, MatchRunResult, matchRefused, RunKindEnum, runModel } from './match-run.model.js';
import { listRuns, readRun } from './match-run.queries.js';
import { type RunStep, startRun, stepRun, usuallyMerged } from './match-run.service.js';
import type { RunKind } from './match-run.table.js';

const mostRuns = 100;

/** Runs: begin, follow, pause, end. */
@Resolver()
export class MatchRunResolver {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
  ) {}

  @Needs('read GoldenRecord')
  @Query(() => [MatchRunModel], { description: `Match runs, the newest first, at most ${mostRuns}.` })
  async matchRuns(
    @Args('domain', { type: () => DomainEnum, nullable: true, description: 'Of one domain only.' })
    domain: Domain | null,
  ) {
    return (await listRuns(this.database.db, domain, mostRuns)).map(runModel);
  }

  @Needs('read GoldenRecord')
  @Query(() => MatchRunModel, { nullable: true, description: 'One match run.' })
  async matchRun(@Args('id', { type: () => ID, description: 'The run.' }) id: string) {
    const run = await readRun(this.database.db, readId(id));
    return run ? runModel(run) : null;
  }

  @Needs('manage Matching')
  @Mutation(() => MatchRunResult, {
    description:
      'Matches what is new or changed in a domain, or says what a model would change. Workers do it.',
  })
  async startMatchRun(
    @Args('domain', { type: () => DomainEnum, description: 'The domain.' }) domain: Domain,
    @Args('kind', {
      type: () => RunKindEnum,
      description: 'Whether to do it, or only to say what would be done.',
    })
    kind: RunKind,
    @Args('modelId', { type: () => ID, nullable: true, description: 'A model; the active one unless said.' })
    modelId: string | null,
    @Args('mostMerged', {
      ...{ type: () => Float, nullable: true },
      description: `Share of the domain’s things, 0 to 1, beyond which it joins nothing and stops; ${usuallyMerged} unless said.`,
    })
    mostMerged: number | null,
    @CurrentCaller() caller: Caller,
  ) {
    if (mostMerged != null && !(mostMerged >= 0 && mostMerged <= 1))
      throw refusal('BAD_ARGUMENT', 'mostMerged is a share, 0 to 1.');
    const started = await startRun(this.database.db, {
      ...{ domain, kind, actor: caller.actor, modelId: modelId == null ? null : readId(modelId) },
      ...(mostMerged != null && { mostMerged }),
    });
    return started.kind === 'refused' ? matchRefused(started.code) : this.#woken(started.runId);
  }

  @Needs('manage Matching')
  @Mutation(() => MatchRunResult, {
    description: 'Pauses a run: no further part is taken, nothing further is joined.',
  })
  pauseMatchRun(
    @Args('id', { type: () => ID, description: 'The run.' }) id: string,
    @CurrentCaller() caller: Caller,
  ) {
    return this.#step(id, 'pause', caller);
  }

  @Needs('manage Matching')
  @Mutation(() => MatchRunResult, { description: 'Lets a paused run go on from where it was.' })
  resumeMatchRun(
    @Args('id', { type: () => ID, description: 'The run.' }) id: string,
    @CurrentCaller() caller: Caller,
  ) {
    return this.#step(id, 'resume', caller);
  }

  @Needs('manage Matching')
  @Mutation(() => MatchRunResult, { description: 'Ends a run. What it has joined stays joined.' })
  cancelMatchRun(
    @Args('id', { type: () => ID, description: 'The run.' }) id: string,
    @CurrentCaller() caller: Caller,
  ) {
    return this.#step(id, 'cancel', caller);
  }

  async #step(id: string, step: RunStep, { actor }: Caller) {
    const runId = readId(id);
    if (!(await stepRun(this.database.db, runId, step, actor))) return matchRefused('NOT_RUNNING');
    return this.#woken(runId);
  }

  /** Wakes as many workers as there is work for. A wake that is lost costs time: workers look now and then. */
  async #woken(runId: string) {
    const run = await readRun(this.database.db, runId);
    if (!run) throw new Error(`match run ${runId} is gone`);
    if (run.state === 'RUNNING')
      for (let n = 0; n < Math.min(run.partitions, mostWoken); n++)
        this.jobs
          .nudge('matching', matchRunJob, runId)
          .catch((error: unknown) => logError('nudging a job', error));
    return runModel(run);
  }
}
