"""DuckDB's own similarity of words: python duckdb_words.py PAIRS.csv

Needs duckdb (requirements.txt). PAIRS.csv has the columns a and b. Prints one line of JSON: pairs a second of
jaro_winkler_similarity on one thread over the table in memory (the best of three passes, reading left out), and the sum
of the similarities, to hold against others.
"""

import json
import sys
import time

import duckdb

connection = duckdb.connect(config={"threads": 1})
connection.execute(
    "create table pairs as select a, b from read_csv(?, header = true, all_varchar = true)", [sys.argv[1]]
).fetchall()
count = connection.execute("select count(*) from pairs").fetchall()[0][0]
seconds = []
for _ in range(3):
    began = time.perf_counter()
    total = connection.execute("select sum(jaro_winkler_similarity(a, b)) from pairs").fetchall()[0][0]
    seconds.append(time.perf_counter() - began)
print(json.dumps({"rate": count / min(seconds), "sum": total}))
