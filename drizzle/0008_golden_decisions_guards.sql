-- Redirects never lead in a circle. Two acts that would close one together go one after the other: the second sees what
-- the first has written.
create function golden_redirect_no_cycle() returns trigger language plpgsql as $$
declare
  step uuid := new.survivor_id;
begin
  if new.to_change is not null then return new; end if;
  perform pg_advisory_xact_lock(7272);
  while step is not null loop
    if step = new.golden_id then
      raise exception 'golden record % would lead to itself', new.golden_id
        using errcode = 'check_violation', constraint = 'golden_redirect_no_cycle', table = 'golden_redirect';
    end if;
    step := (select survivor_id from golden_redirect where golden_id = step and to_change is null);
  end loop;
  return new;
end $$;
--> statement-breakpoint
create trigger golden_redirect_no_cycle before insert or update on golden_redirect
  for each row execute function golden_redirect_no_cycle();
