import { sql } from 'drizzle-orm';
import type { Db } from '../platform/db/db.js';
import type { TaskSubjectModel } from './task-subject.model.js';

/** What each of some tasks is about; absent where its cause is none of these. One look by primary key for each. */
export async function subjectsOfTasks(
  db: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, TaskSubjectModel>> {
  const rows = await db.execute<
    {
      id: string;
      code: string;
      target: string | null;
      asked: string | null;
      waiting: number | null;
    } & Record<string, unknown>
  >(sql`
    select task.id, coalesce(miss.written, record.key, source.normal, reviewed.name) as code,
           coalesce(wanted.key, used_target.key) as target, miss.count as asked,
           case when miss.id is not null then (
             select count(*)::int from miss_waiter waiting
             where waiting.miss_id = miss.id and waiting.released_change is null) end as waiting
    from task
    left join miss on miss.id = task.miss_id
    left join code_system wanted on wanted.id = miss.target_system_id
    left join link_conflict conflict on conflict.id = task.conflict_id
    left join source_record record on record.id = conflict.record_id
    left join retired_code_use used on used.id = task.retired_use_id
    left join mapping on mapping.id = used.mapping_id
    left join code source on source.id = mapping.from_code
    left join code target on target.id = mapping.to_code
    left join code_system used_target on used_target.id = target.system_id
    left join match_review review on review.id = task.review_id
    left join golden_version reviewed on reviewed.golden_id = review.a and reviewed.to_change is null
    where task.id = any(${sql.param([...ids])}::uuid[])
      and coalesce(miss.written, record.key, source.normal, reviewed.name) is not null`);
  return new Map(
    rows.map(({ id, asked, ...rest }) => [id, { ...rest, asked: asked === null ? null : Number(asked) }]),
  );
}
