"""Fellegi and Sunter's sum in DuckDB: python duckdb_scores.py RECORDS.csv PAIRS.csv

Needs duckdb (requirements.txt). RECORDS.csv are generated items (npm run generate -- items), PAIRS.csv names pairs of
their ids, a and b. Every pair is scored on six fields on one thread, by CASE expressions as Splink writes them, with
weights given beforehand. Prints one line of JSON: pairs a second (the best of three passes, reading left out).
"""

import json
import sys
import time

import duckdb

records, pairs = sys.argv[1:3]
connection = duckdb.connect(config={"threads": 1})
connection.execute(
    "create table items as select id, upper(description) as description, upper(manufacturer) as manufacturer, "
    "upper(regexp_replace(catalog_number, '[^A-Za-z0-9]', '', 'g')) as number, upper(unit) as unit, pack, gtin "
    "from read_csv(?, header = true, all_varchar = true, nullstr = '')",
    [records],
).fetchall()
fields = ["description", "manufacturer", "number", "unit", "pack", "gtin"]
sides = ", ".join(f"l.{field} as {field}_l, r.{field} as {field}_r" for field in fields)
connection.execute(
    f"create table pairs as select {sides} from read_csv(?, header = true, all_varchar = true) p "
    "join items l on l.id = p.a join items r on r.id = p.b",
    [pairs],
).fetchall()


def text(field):
    similarity = f"jaro_winkler_similarity({field}_l, {field}_r)"
    return (
        f"case when {field}_l is null or {field}_r is null then 0.0 when {field}_l = {field}_r then 9.0 "
        f"when {similarity} >= 0.92 then 6.0 when {similarity} >= 0.85 then 3.0 when {similarity} >= 0.7 then 0.5 "
        "else -4.0 end"
    )


def exact(field):
    return (
        f"case when {field}_l is null or {field}_r is null then 0.0 when {field}_l = {field}_r then 5.0 else -3.0 end"
    )


score = " + ".join([text("description"), text("manufacturer"), text("number"), *map(exact, ["unit", "pack", "gtin"])])
count = connection.execute("select count(*) from pairs").fetchall()[0][0]
seconds = []
for _ in range(3):
    began = time.perf_counter()
    connection.execute(f"select sum({score}) from pairs").fetchall()
    seconds.append(time.perf_counter() - began)
print(json.dumps({"rate": count / min(seconds), "pairs": count}))
