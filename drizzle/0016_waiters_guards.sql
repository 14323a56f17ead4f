-- The events of an act get its revision where the act gets it, inside COMMIT under the lock: in the order of revisions
-- the outbox has no hole. An act without events costs one look at an index more.
create or replace function number_change() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  next_revision bigint;
begin
  perform pg_advisory_xact_lock(7266);
  select coalesce(max(revision), 0) + 1 into next_revision from change;
  update change set revision = next_revision, at = clock_timestamp() where id = new.id;
  update event set revision = next_revision where change_id = new.id;
  perform pg_notify('revision', '');
  return null;
end $$;
--> statement-breakpoint
-- Whoever asked in vain before waiters were kept waits for the plain question.
insert into miss_waiter (id, miss_id, caller, context, first_asked, last_asked, count)
select gen_random_uuid(), miss.id, miss_caller.caller, '[]', miss_caller.last_seen, miss_caller.last_seen, miss_caller.count
from miss_caller join miss on miss.id = miss_caller.miss_id
where miss.closed_change is null;
