import { sql } from 'drizzle-orm';
import type { Db } from '../../src/platform/db/db.js';

/** What must hold of tasks after any acts, each as a query of the rows that break it. */
const rules: Readonly<Record<string, string>> = {
  'an open miss that wants a task has one that is open': `select miss.id from miss left join task on task.id = miss.id and task.closed_at is null
     where miss.closed_change is null and miss.on_miss = 'TASK' and miss.triage = 'noticed' and task.id is null`,
  'an answered miss has no open task': `select miss.id from miss join task on task.id = miss.id and task.closed_at is null
     where miss.closed_change is not null and miss.triage = 'noticed'`,
  'nobody has a closed task in hand, and none is put away': `select task.id from task where closed_at is not null and (claimed_by is not null or snoozed_until is not null)`,
  'what a person has in hand, they took last': `select task.id from task
     join lateral (select kind, person from task_event where task_event.task_id = task.id order by id desc limit 1) last on true
     where task.claimed_by is not null and last.kind not in ('COMMENTED')
       and (last.kind <> 'CLAIMED' or last.person <> task.claimed_by)`,
  'a task is decided by one mapping at a time': `select decision.task_id from decision join mapping on mapping.from_change = decision.change_id
     where decision.kind = 'MAP' and mapping.to_change is null group by decision.task_id having count(*) > 1`,
  'a decision names the act it was published in': `select decision.id from decision left join change on change.id = decision.change_id where change.revision is null`,
  'a task is escalated once': `select task_id from task_event where kind = 'ESCALATED' group by task_id having count(*) > 1`,
};

/** The rules that are broken, each with some of the rows that break it. */
export async function brokenQueueRules(db: Db): Promise<string[]> {
  const broken: string[] = [];
  for (const [rule, query] of Object.entries(rules)) {
    const rows = await db.execute(sql`${sql.raw(query)} limit 3`);
    if (rows.length > 0) broken.push(`${rule}: ${JSON.stringify(rows)}`);
  }
  return broken;
}
