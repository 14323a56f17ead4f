-- One statement a day between the same two units of a code; a steward who wants another one ends the first.
alter table packaging_link add constraint packaging_link_no_overlap exclude using gist (
  code_id with =, supplier with =, unit with =, contains_unit with =, daterange(valid_from, valid_to) with &&
) where (to_change is null);
--> statement-breakpoint
-- A GTIN names one packaging level of an item.
alter table packaging_link add constraint packaging_link_one_level exclude using gist (
  code_id with =, gtin with =, unit with <>, daterange(valid_from, valid_to) with &&
) where (to_change is null and gtin is not null);
--> statement-breakpoint
alter table content_statement add constraint content_statement_no_overlap exclude using gist (
  code_id with =, unit with =, amount_unit with =, daterange(valid_from, valid_to) with &&
) where (to_change is null);
--> statement-breakpoint
-- A code is billed, sold or stocked by one unit a day.
alter table billing_unit add constraint billing_unit_no_overlap exclude using gist (
  code_id with =, daterange(valid_from, valid_to) with &&
) where (to_change is null);
