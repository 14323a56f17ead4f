-- What drizzle cannot express: exclusion constraints, the numbering of changes, storage.
create extension if not exists btree_gist;
--> statement-breakpoint
alter table code_fact add constraint code_fact_no_overlap exclude using gist (
  code_id with =, daterange(valid_from, valid_to) with &&
) where (to_change is null);
--> statement-breakpoint
-- The same statement never overlaps itself in days. Different targets of equal standing may be on file.
alter table mapping add constraint mapping_no_overlap exclude using gist (
  from_code with =, to_code with =, purpose with =, daterange(valid_from, valid_to) with &&
) where (to_change is null);
--> statement-breakpoint
-- Rebuilt from the upload whenever an import is taken up again: a crash may empty it.
alter table staged_row set unlogged;
--> statement-breakpoint
-- Uploads arrive compressed or not at all: TOAST need not try.
alter table upload_chunk alter column bytes set storage external;
--> statement-breakpoint
-- Revision order is commit order: the deferred trigger runs inside COMMIT, takes the lock and numbers the act, so a
-- follower that has read revision N will never meet a smaller one later. READ COMMITTED only (the unique index refuses
-- a stale maximum). SECURITY DEFINER: the running role may insert a change but never number or rewrite one.
create function number_change() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(7266);
  update change set revision = (select coalesce(max(revision), 0) + 1 from change), at = clock_timestamp()
  where id = new.id;
  perform pg_notify('revision', '');
  return null;
end $$;
--> statement-breakpoint
create constraint trigger number_change after insert on change
  deferrable initially deferred for each row execute function number_change();
--> statement-breakpoint
-- A running role that hands in a number of its own gets it taken away again.
create function unnumber_change() returns trigger language plpgsql as $$
begin
  new.revision := null;
  return new;
end $$;
--> statement-breakpoint
create trigger unnumber_change before insert on change for each row execute function unnumber_change();
--> statement-breakpoint
-- Words in a display are searched for in part (`codes(search:)`).
create extension if not exists pg_trgm;
--> statement-breakpoint
create index code_fact_display on code_fact using gin (display gin_trgm_ops) where to_change is null;
