import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../platform/access/ability.js';
import { CurrentCaller } from '../../platform/access/caller.js';
import { Needs } from '../../platform/access/needs.js';
import { Database } from '../../platform/db/db.js';
import { refusal } from '../../platform/graphql/format-error.js';
import { pageOf } from '../../platform/graphql/page.js';
import { PageArgs, readPage } from '../../platform/graphql/page.model.js';
import { readId } from '../../platform/graphql/read-id.js';
import { readText } from '../../platform/graphql/read-text.js';
import { longestReason } from '../mapping.model.js';
import { longestCode } from '../normal-form.js';
import {
  AcceptSuccessorsInput,
  CodeReleaseModel,
  ReleaseCalendarEntryModel,
  ReleaseChangeConnection,
  ReleaseChangeKindEnum,
  RetiredCodeUseConnection,
  RetiredCodeUseModel,
  SuccessorsAcceptedModel,
} from './release.model.js';
import {
  calendarRows,
  findUse,
  openUses,
  type ReleaseChangeKind,
  releaseChangeKey,
  releaseChanges,
  releasesOf,
  retiredUseKey,
} from './release.queries.js';
import { expectedAfter } from './release-calendar.js';
import { acceptSuccessors } from './successor.service.js';

/** Editions of code systems, and what they leave to decide. */
@Resolver()
export class ReleaseResolver {
  constructor(private readonly database: Database) {}

  @Needs('read CodeSystem')
  @Query(() => [CodeReleaseModel], { description: 'The releases of a code system, the newest first.' })
  async codeReleases(
    @Args('system', { description: 'Key of the system.' }) system: string,
    @CurrentCaller() caller: Caller,
  ): Promise<readonly CodeReleaseModel[]> {
    return releasesOf(this.database.db, caller.ability, readText('system', system, longestCode));
  }

  @Needs('read CodeSystem')
  @Query(() => [ReleaseCalendarEntryModel], {
    description:
      'Code systems with a calendar or a release: what is in, what is expected next, and what is overdue.',
  })
  async releaseCalendar(@CurrentCaller() caller: Caller): Promise<readonly ReleaseCalendarEntryModel[]> {
    const rows = await calendarRows(this.database.db, caller.ability);
    return rows.map(({ today, ...row }) => ({
      ...row,
      ...expectedAfter(row.effectiveOn, row.months, today),
    }));
  }

  @Needs('read Code')
  @Query(() => ReleaseChangeConnection, {
    description:
      'What differs between two releases of a code system, by code: of each what may be used on its first day.',
  })
  async releaseChanges(
    @Args('system', { description: 'Key of the system.' }) system: string,
    @Args('from', { description: 'Edition of the earlier release.' }) from: string,
    @Args('to', { description: 'Edition of the later release.' }) to: string,
    @Args('kinds', {
      type: () => [ReleaseChangeKindEnum],
      nullable: true,
      description: 'Only these; null is all.',
    })
    kinds: ReleaseChangeKind[] | null | undefined,
    @Args() args: PageArgs,
    @CurrentCaller() caller: Caller,
  ) {
    const start = readPage(args, releaseChangeKey);
    const asked = {
      system: readText('system', system, longestCode),
      from: readText('from', from, longestCode),
      to: readText('to', to, longestCode),
      kinds: kinds ?? null,
    };
    const rows = await releaseChanges(this.database.db, caller.ability, asked, start);
    if (!rows) throw refusal('NOT_FOUND', 'The system has no such release.');
    return pageOf(
      rows,
      start.first,
      (row) => [row.code, row.codeId],
      (row) => row,
    );
  }

  @Needs('read Code')
  @Query(() => RetiredCodeUseConnection, {
    description: 'Mappings in use onto codes that a release has retired, each with the successor proposed.',
  })
  async retiredCodeUses(
    @Args('target', {
      type: () => String,
      nullable: true,
      description: 'Key of the system mapped to; null is all.',
    })
    target: string | null | undefined,
    @Args() args: PageArgs,
    @CurrentCaller() caller: Caller,
  ) {
    const start = readPage(args, retiredUseKey);
    const system = target == null ? null : readText('target', target, longestCode);
    const rows = await openUses(this.database.db, caller.ability, system, start);
    return pageOf(
      rows,
      start.first,
      (row) => [row.id],
      (row) => row,
    );
  }

  @Needs('read Code')
  @Query(() => RetiredCodeUseModel, {
    nullable: true,
    description: 'One open use of a retired code by its id.',
  })
  async retiredCodeUse(
    @Args('id', { type: () => ID, description: 'Id of the use.' }) id: string,
    @CurrentCaller() caller: Caller,
  ): Promise<RetiredCodeUseModel | null> {
    return (await findUse(this.database.db, caller.ability, readId(id))) ?? null;
  }

  @Needs('decide Mapping')
  @Mutation(() => SuccessorsAcceptedModel, {
    description:
      'Lets mappings lead to the successors of their retired codes from one day on: one act, each mapping judged by itself.',
  })
  async acceptSuccessors(
    @Args('input', { description: 'Which mappings, and from when on.' }) input: AcceptSuccessorsInput,
    @CurrentCaller() caller: Caller,
  ): Promise<SuccessorsAcceptedModel> {
    const { effectiveOn, reason = null } = input;
    if (reason) readText('reason', reason, longestReason);
    const uses = input.uses.map(({ id, successor }) => ({
      id: readId(id),
      successor: successor == null ? null : readText('successor', successor, longestCode),
    }));
    const judged = await acceptSuccessors(this.database.db, { uses, effectiveOn, reason }, caller);
    if (judged.kind === 'refused') throw refusal('BAD_ARGUMENT', judged.message);
    return judged;
  }
}
