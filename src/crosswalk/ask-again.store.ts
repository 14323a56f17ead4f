import { sql } from 'drizzle-orm';
import type { Tx } from '../platform/db/db.js';
import { appendEvents } from '../platform/events/event.store.js';
import { readAmount } from './amount.js';
import { readContext, type SaidValue } from './context/said-context.js';
import { type Day, parseDay } from './day.js';
import { readDirectory } from './index/directory.queries.js';
import { everyAct, findCodes, indexAround } from './index/index-around.queries.js';
import type { ResolveIndex } from './index/resolve-index.js';
import {
  closeUnawaited,
  lockMisses,
  readWaiting,
  releaseWaiters,
  reopenAwaited,
  type Waiting,
} from './miss-waiter.store.js';
import type { UnderstoodQuestion } from './question.js';
import { type Answered, type AskedInVain, answeredBy, resolvedEvent } from './resolved-event.js';
import type { SystemDirectory } from './system-directory.js';
import { walkAsked } from './walk-asked.js';

/** Waiters asked again in one go. */
const mostWaiters = 20_000;

/** Asks everybody again who waits for some misses, each with their own context, day and quantity, by the walk that
 *  answers `resolve`. Whom it answers is released, told by an event in this same transaction, and the miss is closed when
 *  nobody waits for it any more. `act` opens or names the act; it is called only if somebody is answered. Hands back the
 *  last miss that was dealt with, if not all were for there are too many who wait. */
export async function closeAnswered(
  tx: Tx,
  missIds: readonly string[],
  act: () => Promise<number>,
): Promise<string | undefined> {
  if (missIds.length === 0) return undefined;
  const { waiting, whole } = await readWaiting(tx, missIds, mostWaiters);
  const misses = await readAsked(tx, [...new Set(waiting.map(({ missId }) => missId))]);
  const answered = await answeredAmong(tx, waiting, misses);
  const overtaken = await overtakenAmong(tx, misses);
  const locked = await lockMisses(tx, [...new Set([...answered.map(({ miss }) => miss.id), ...overtaken])]);
  const ready = answered.filter(({ miss }) => locked.has(miss.id));
  if (ready.length > 0) {
    const changeId = await act();
    const released = await releaseWaiters(
      tx,
      ready.map(({ waiter }) => waiter.id),
      changeId,
    );
    const told = ready.filter(({ waiter }) => released.has(waiter.id));
    await appendEvents(
      tx,
      changeId,
      told.map((answer) => resolvedEvent(answer, changeId)),
    );
    await closeUnawaited(tx, [...new Set(ready.map(({ miss }) => miss.id))], changeId);
  }
  await reopenAwaited(
    tx,
    overtaken.filter((id) => locked.has(id)),
  );
  return whole;
}

async function readAsked(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, AskedInVain>> {
  const rows = await tx.execute<Omit<AskedInVain, 'code'> & { code: string | null }>(sql`
    select miss.id, asked.id as code, source.key as system, target.key as target, miss.issuer, miss.normal, miss.purpose
    from miss join code_system source on source.id = miss.system_id
    join code_system target on target.id = miss.target_system_id
    left join lateral (
      select id from code where code.system_id = miss.system_id and code.issuer = miss.issuer
        and code.normal = miss.normal offset 0) asked on true
    where miss.id = any(${sql.param([...ids])}::uuid[])`);
  return new Map(rows.map((row) => [row.id, { ...row, code: row.code === null ? null : Number(row.code) }]));
}

/** Those of some misses that are closed and waited for all the same. */
async function overtakenAmong(tx: Tx, misses: ReadonlyMap<string, AskedInVain>): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select miss.id from miss where miss.id = any(${sql.param([...misses.keys()])}::uuid[]) and miss.overtaken`);
  return rows.map(({ id }) => id);
}

async function answeredAmong(
  tx: Tx,
  waiting: readonly Waiting[],
  misses: ReadonlyMap<string, AskedInVain>,
): Promise<Answered[]> {
  const codes = new Set([...misses.values()].flatMap(({ code }) => code ?? []));
  if (codes.size === 0) return [];
  const measured = waiting.some(({ quantity }) => quantity !== null);
  const directory = await readDirectory(tx);
  const said = waiting.flatMap((waiter) => saidBy(directory, waiter) ?? []);
  const ofContext = await findCodes(
    tx,
    said.flatMap(({ code }) => code ?? []),
  );
  const goldens = [...new Set(said.flatMap(({ goldenId }) => goldenId ?? []))];
  const index = await indexAround(tx, [...new Set([...codes, ...ofContext])], { units: measured, goldens });
  const today = await readToday(tx);
  return waiting.flatMap((waiter) => {
    const miss = misses.get(waiter.missId);
    if (!miss || miss.code === null) return [];
    return answerTo(index, directory, { miss, waiter, today }) ?? [];
  });
}

function answerTo(
  index: ResolveIndex,
  directory: SystemDirectory,
  { miss, waiter, today }: { miss: AskedInVain; waiter: Waiting; today: Day },
): Answered | undefined {
  const asked = questionOf(directory, miss, waiter, today);
  if (!asked) return undefined;
  const { found } = walkAsked(index, asked, everyAct);
  switch (found.kind) {
    case 'resolved':
      return { miss, waiter, targets: answeredBy(index, directory, [found.road]) };
    case 'several':
      return { miss, waiter, targets: answeredBy(index, directory, found.roads) };
    // That nothing corresponds is an answer too.
    case 'no-map':
      return { miss, waiter, targets: [] };
    default:
      return undefined;
  }
}

/** The context that a waiter gave; undefined where it can no longer be read. */
function saidBy(directory: SystemDirectory, { context }: Waiting): readonly SaidValue[] | undefined {
  const read = readContext(context, [], directory, everyAct);
  return read.kind === 'said' ? read.said : undefined;
}

/** The question as `understand` reads it, out of what was kept of it. */
function questionOf(
  directory: SystemDirectory,
  { system: systemKey, target: targetKey, issuer, normal, purpose }: AskedInVain,
  waiter: Waiting,
  today: Day,
): UnderstoodQuestion | undefined {
  const { asOf, quantity, unit } = waiter;
  const said = saidBy(directory, waiter);
  const system = directory.system(systemKey);
  const target = directory.system(targetKey);
  const day = asOf === null ? today : parseDay(asOf);
  const amount = quantity === null ? undefined : readAmount(quantity, unit, 'x12');
  if (!system || !target || !said || day === undefined || amount?.kind === 'invalid') return undefined;
  const policy = directory.policy(system, target, everyAct);
  return {
    kind: 'understood',
    ...{ system, target, issuer, normal, purpose, policy, said, day },
    chosen: false,
    amount: amount?.amount,
  };
}

async function readToday(tx: Tx): Promise<Day> {
  const [row] = await tx.execute<{ today: string }>(sql`select current_date::text as today`);
  const day = parseDay(row?.today ?? '');
  if (day === undefined) throw new Error('the database has no day today');
  return day;
}
