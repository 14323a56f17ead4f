-- A source's own key names one thing at a time; several records of that thing may say so.
alter table record_code add constraint record_code_key_names_one exclude using gist (
  code_id with =, golden_id with <>, daterange(valid_from, valid_to) with &&
) where (role = 'KEY' and to_change is null);
--> statement-breakpoint
-- Words in a name are searched for in part (`goldenRecords(search:)`).
create index golden_version_name_words on golden_version using gin (name gin_trgm_ops) where to_change is null;
