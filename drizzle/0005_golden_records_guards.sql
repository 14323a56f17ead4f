-- A source's own key names one thing at a time; several records of that thing may say so.
alter table record_code add constraint record_code_key_names_one exclude using gist (
  code_id with =, golden_id with <>, daterange(valid_from, valid_to) with &&
) where (role = 'KEY' and to_change is null);
--> statement-breakpoint
-- Words in a name are searched for in part (`goldenRecords(search:)`).
create index golden_version_name_words on golden_version using gin (name gin_trgm_ops) where to_change is null;
--> statement-breakpoint
-- Statistics that autovacuum takes in the middle of an import see none of its rows: PostgreSQL then believes a table of
-- many pages to be empty, reads it whole for every row, and an import of 5 s did not end in 200 s. The lock keeps ANALYZE
-- out until the import commits; it disturbs nobody who reads or writes. SECURITY DEFINER: the running role may not lock.
create function hold_statistics() returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  lock table code, code_fact, mapping, source_record, source_record_version, golden_record, golden_version, membership,
    record_code in share update exclusive mode;
end $$;
