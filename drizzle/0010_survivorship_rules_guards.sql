-- Values that move together survive by one strategy and one order of sources.
alter table survivorship_rule add constraint survivorship_rule_moves_as_one exclude using gist (
  domain with =, moves_with with =, strategy with <>
) where (to_change is null and moves_with is not null);
