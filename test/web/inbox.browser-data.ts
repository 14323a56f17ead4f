import { followMisses } from '../../src/stewardship/task.store.js';
import type { TestApp } from '../support/test-app.js';
import { deliverBytes, listLine, makeList, setUpWellstar } from '../support/wellstar.js';

export interface StoryTasks {
  /** Codes that were asked and have no answer, the most urgent first. */
  readonly codes: readonly string[];
}

const target = 'wellstar-charge';

/** Questions as flows ask them, some of whom wait; and a backlog behind them, as a new source brings it. */
export async function makeStoryTasks(app: TestApp, { backlog }: { backlog: number }): Promise<StoryTasks> {
  await setUpWellstar(app.db);
  await deliverBytes(
    app.db,
    makeList([
      listLine('54925', '271110052', { name: 'HC DRESSING SM PICC CVC CHG+ SCR' }),
      listLine('54926', '271110053', { name: 'HC DRESSING LG PICC CVC CHG+ SCR' }),
      listLine('54927', '271110054', { name: 'HC DRESSING TRANSPARENT 4X4 3/4' }),
    ]),
  );
  const flow = await app.keyOf('flow');
  const codes = ['Q-4471', 'Q-4472', 'Q-4473', 'Q-4474', 'Q-4475', 'Q-4476', 'Q-4477'];
  const inputs = codes.flatMap((code, place) =>
    Array.from({ length: codes.length - place }, (_, line) => ({
      ...{ system: 'wellstar-supply', code, target, ref: `charge-line-${line + 1}` },
    })),
  );
  await app.graphql(
    'query ($inputs: [ResolveInput!]!) { resolveMany(inputs: $inputs) { missId } }',
    { inputs },
    flow,
  );
  await app.db.$client`
    insert into miss (id, system_id, issuer, normal, target_system_id, purpose, written, outcome, problem, on_miss,
                      first_seen, last_seen, count)
    select gen_random_uuid(), source.id, '', 'B-' || n, target.id, 'CHARGES_AS', 'B-' || n, 'UNRESOLVED',
           'CODE_UNKNOWN', 'TASK', now() - n * interval '1 second', now(), 1
    from generate_series(1, ${backlog}::int) n, code_system source, code_system target
    where source.key = 'wellstar-supply' and target.key = ${target}`;
  await followMisses(app.db);
  await app.db.$client`analyze miss, task`;
  // The story's are the most urgent, in their order; two have deadlines.
  for (const [place, code] of codes.entries()) {
    await app.db.$client`
      update task set urgent_from = now() - interval '400 days' + ${place} * interval '1 hour',
        due_at = ${place === 0 ? '-26 hours' : place === 1 ? '2 hours' : '5 days'}::text::interval + now()
      where miss_id = (select id from miss where normal = ${code.toUpperCase()} and closed_change is null)`;
  }
  return { codes };
}
