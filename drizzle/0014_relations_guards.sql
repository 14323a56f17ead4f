-- The same statement never overlaps itself in days: that of a source record about one code, that of people about two
-- golden records.
alter table relation_statement add constraint relation_statement_no_overlap exclude using gist (
  record_id with =, kind with =, to_code with =, to_system with =, to_issuer with =, condition with =,
  daterange(valid_from, valid_to) with &&
) where (to_change is null and record_id is not null);
--> statement-breakpoint
alter table relation_statement add constraint relation_statement_no_overlap_of_people exclude using gist (
  from_golden with =, to_golden with =, kind with =, condition with =, daterange(valid_from, valid_to) with &&
) where (to_change is null and record_id is null);
--> statement-breakpoint
-- A day of a statement has one standing.
alter table relation add constraint relation_no_overlap exclude using gist (
  statement_id with =, daterange(valid_from, valid_to) with &&
) where (to_change is null);
--> statement-breakpoint
-- Of these kinds a record has one a day.
alter table relation add constraint relation_one_a_day exclude using gist (
  from_golden with =, kind with =, daterange(valid_from, valid_to) with &&
) where (to_change is null and standing = 'HOLDS'
         and kind in ('PART_OF', 'ROLLS_UP_TO', 'SUBSIDIARY_OF', 'REMITS_TO', 'MADE_BY'));
--> statement-breakpoint
-- These kinds never lead in a circle on any day. Two acts that write relations of one kind go one after the other from
-- here to their end: of two that would close a circle together the second sees what the first has written. A walk goes
-- up as long as the days of its steps have one in common, and no further than where it started.
create function relation_no_circle() returns trigger language plpgsql as $$
declare
  written text;
  found bigint;
begin
  for written in
    select distinct kind from fresh
    where to_change is null and standing = 'HOLDS'
      and kind in ('PART_OF', 'ROLLS_UP_TO', 'SUBSIDIARY_OF', 'REPLACED_BY')
    order by kind
  loop
    perform pg_advisory_xact_lock(7273, hashtext(written));
    with recursive way as (
      select id as started, from_golden as bottom, to_golden as place, daterange(valid_from, valid_to) as days
      from fresh where to_change is null and standing = 'HOLDS' and kind = written
      union
      select way.started, way.bottom, up.to_golden, way.days * daterange(up.valid_from, up.valid_to)
      from way cross join lateral (
        select * from relation where relation.from_golden = way.place and relation.kind = written
          and relation.to_change is null and relation.standing = 'HOLDS' offset 0) up
      where way.place <> way.bottom and daterange(up.valid_from, up.valid_to) && way.days)
    select started into found from way where place = bottom limit 1;
    if found is not null then
      raise exception 'relation % would lead in a circle', found
        using errcode = 'check_violation', constraint = 'relation_no_circle', table = 'relation';
    end if;
  end loop;
  return null;
end $$;
--> statement-breakpoint
create trigger relation_no_circle after insert on relation referencing new table as fresh
  for each statement execute function relation_no_circle();
--> statement-breakpoint
create trigger relation_no_circle_again after update on relation referencing new table as fresh
  for each statement execute function relation_no_circle();
--> statement-breakpoint
-- Whoever proposes a relation does not approve it, by whichever of their keys. Who it was stands in the acts.
create function relation_approval_by_another() returns trigger language plpgsql as $$
begin
  if exists (
    select from relation_statement statement
    join change said on said.id = statement.from_change
    join change approved on approved.id = new.from_change
    left join api_key proposer on 'key:' || proposer.name = said.actor
    left join api_key approver on 'key:' || approver.name = approved.actor
    where statement.id = new.statement_id
      and coalesce(proposer.person, said.actor) = coalesce(approver.person, approved.actor))
  then
    raise exception 'statement % would be approved by who said it', new.statement_id
      using errcode = 'check_violation', constraint = 'relation_approval_by_another', table = 'relation_approval';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger relation_approval_by_another before insert on relation_approval
  for each row execute function relation_approval_by_another();
--> statement-breakpoint
-- With the tables of relations: see 0005.
create or replace function hold_statistics() returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  lock table code, code_fact, mapping, source_record, source_record_version, golden_record, golden_version, membership,
    record_code, relation_statement, relation in share update exclusive mode;
end $$;
