-- The same statement never overlaps itself in days. Plain ones, nearly all, keep the constraint of three columns; the
-- others are compared whole. What kind of statement it is does not matter: nothing is and is not the same on one day.
alter table mapping drop constraint mapping_no_overlap;
--> statement-breakpoint
alter table mapping add constraint mapping_no_overlap exclude using gist (
  from_code with =, to_code with =, purpose with =, daterange(valid_from, valid_to) with &&
) where (to_change is null and condition_set_id is null);
--> statement-breakpoint
alter table mapping add constraint mapping_conditional_no_overlap exclude using gist (
  coalesce(from_code, 0) with =, coalesce(from_golden, '00000000-0000-0000-0000-000000000000') with =,
  coalesce(to_code, 0) with =, coalesce(to_golden, '00000000-0000-0000-0000-000000000000') with =,
  coalesce(to_system, 0) with =, purpose with =, coalesce(condition_set_id, 0) with =,
  daterange(valid_from, valid_to) with &&
) where (to_change is null and (condition_set_id is not null or from_code is null or to_code is null));
--> statement-breakpoint
-- Two people, where the policy of the pair asks for two: whoever proposed a mapping of people did not approve it, and the
-- proposer is the one of the proposal. A row that only goes on for fewer days was approved when it began.
create function mapping_four_eyes() returns trigger language plpgsql as $$
declare
  continued mapping%rowtype;
  proposer text;
begin
  if new.continues is not null then
    select * into continued from mapping where id = new.continues;
    if (continued.kind, continued.from_code, continued.from_golden, continued.to_code, continued.to_golden,
        continued.to_system, continued.purpose, continued.relationship, continued.condition_set_id, continued.exception,
        continued.role, continued.sequence, continued.proposal_id, continued.approved_by, continued.source)
       is distinct from (new.kind, new.from_code, new.from_golden, new.to_code, new.to_golden,
        new.to_system, new.purpose, new.relationship, new.condition_set_id, new.exception,
        new.role, new.sequence, new.proposal_id, new.approved_by, new.source)
       or new.valid_from < continued.valid_from or new.valid_to > continued.valid_to then
      raise exception 'mapping % does not go on from %', new.id, new.continues
        using errcode = 'check_violation', constraint = 'mapping_continues_same', table = 'mapping';
    end if;
    return new;
  end if;
  if new.proposal_id is not null then
    select proposed_person into proposer from mapping_proposal where id = new.proposal_id;
    if proposer is distinct from new.proposed_person then
      raise exception 'mapping % names another proposer than its proposal', new.id
        using errcode = 'check_violation', constraint = 'mapping_four_eyes', table = 'mapping';
    end if;
  end if;
  if new.source = 'steward' and (new.proposal_id is null or new.approved_person is null or new.proposed_person = new.approved_person)
     and exists (
    select from policy
    where policy.to_change is null and policy.four_eyes
      and coalesce(policy.from_system, 0)
        = coalesce((select code.system_id from code where code.id = new.from_code), 0)
      and coalesce(policy.to_system, 0)
        = coalesce(new.to_system, (select code.system_id from code where code.id = new.to_code), 0)) then
    raise exception 'mapping % was not approved by a second person', new.id
      using errcode = 'check_violation', constraint = 'mapping_four_eyes', table = 'mapping';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger mapping_four_eyes before insert on mapping for each row
  when (new.source = 'steward' or new.continues is not null or new.proposal_id is not null)
  execute function mapping_four_eyes();
--> statement-breakpoint
-- One-to-many is one statement: its rows begin together, say the same but for their targets, and end together.
create function mapping_group_is_whole() returns trigger language plpgsql as $$
begin
  if (select count(distinct (row(kind, from_code, from_golden, purpose, condition_set_id, exception, valid_from, valid_to,
                                 from_change, coalesce(to_change, 0))::text)) from mapping where group_id = new.group_id) > 1 then
    raise exception 'the mappings of group % are not one statement', new.group_id
      using errcode = 'check_violation', constraint = 'mapping_group_is_whole', table = 'mapping';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger mapping_group_is_whole after insert or update on mapping
  deferrable initially deferred for each row when (new.group_id is not null)
  execute function mapping_group_is_whole();
--> statement-breakpoint
-- Approved or rejected once, by whom it says; what was proposed is never rewritten (the running role may not).
create function mapping_proposal_decided_once() returns trigger language plpgsql as $$
begin
  if old.state <> 'DRAFT' then
    raise exception 'proposal % is decided', old.id
      using errcode = 'check_violation', constraint = 'mapping_proposal_decided_once', table = 'mapping_proposal';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger mapping_proposal_decided_once before update on mapping_proposal
  for each row execute function mapping_proposal_decided_once();
