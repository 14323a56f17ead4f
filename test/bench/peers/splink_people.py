"""Splink on DuckDB, deduplicating the set of historical people: python splink_people.py RECORDS.csv CLUSTERS.csv

Needs splink and duckdb (requirements.txt); `npm run bench -- match-speed` installs them into a virtual environment of
their own. The model is the one of Splink's own example for these people (deduplicate 50k historical persons): its blocking
rules, comparisons, term frequencies and training, no labels; clusters are what is connected at a probability of 0.95.
Prints one line of JSON: seconds from the first line of the program to the clusters on disk, and of its steps.
"""

import time

began = time.perf_counter()

import json
import logging
import sys

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

records_path, clusters_path = sys.argv[1:3]
logging.getLogger("splink").setLevel(logging.ERROR)
imported = time.perf_counter()

connection = duckdb.connect()
connection.execute(
    "create table people as select id as unique_id, first_name, surname, dob, birth_place, postcode_fake, occupation, "
    "first_name || ' ' || surname as first_name_surname_concat "
    "from read_csv(?, header = true, all_varchar = true, nullstr = '')",
    [records_path],
)
api = DuckDBAPI(connection)

settings = SettingsCreator(
    link_type="dedupe_only",
    blocking_rules_to_generate_predictions=[
        block_on("substr(first_name,1,3)", "substr(surname,1,4)"),
        block_on("surname", "dob"),
        block_on("first_name", "dob"),
        block_on("postcode_fake", "first_name"),
        block_on("postcode_fake", "surname"),
        block_on("dob", "birth_place"),
        block_on("substr(postcode_fake,1,3)", "dob"),
        block_on("substr(postcode_fake,1,3)", "first_name"),
        block_on("substr(postcode_fake,1,3)", "surname"),
        block_on("substr(first_name,1,2)", "substr(surname,1,2)", "substr(dob,1,4)"),
    ],
    comparisons=[
        cl.ForenameSurnameComparison(
            "first_name", "surname", forename_surname_concat_col_name="first_name_surname_concat"
        ),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.PostcodeComparison("postcode_fake"),
        cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
        cl.ExactMatch("occupation").configure(term_frequency_adjustments=True),
    ],
)

linker = Linker(api.register("people"), settings, log_level=logging.ERROR)
linker.training.estimate_probability_two_random_records_match(
    [
        "l.first_name = r.first_name and l.surname = r.surname and l.dob = r.dob",
        "substr(l.first_name,1,2) = substr(r.first_name,1,2) and l.surname = r.surname "
        "and substr(l.postcode_fake,1,2) = substr(r.postcode_fake,1,2)",
        "l.dob = r.dob and l.postcode_fake = r.postcode_fake",
    ],
    recall=0.6,
)
linker.training.estimate_u_using_random_sampling(max_pairs=5e6, seed=1)
for rule in (block_on("first_name", "surname"), block_on("dob")):
    linker.training.estimate_parameters_using_expectation_maximisation(rule)
trained = time.perf_counter()

pairs = linker.inference.predict(threshold_match_probability=0.01)
compared = connection.execute(f"select count(*) from {pairs.physical_name}").fetchall()[0][0]
predicted = time.perf_counter()

clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_probability=0.95)
connection.execute(
    f"copy (select unique_id as id, cluster_id as cluster from {clusters.physical_name} order by id) "
    f"to '{clusters_path}' (header, delimiter ',')"
)
done = time.perf_counter()

print(
    json.dumps(
        {
            "seconds": done - began,
            "importing": imported - began,
            "training": trained - imported,
            "predicting": predicted - trained,
            "clustering": done - predicted,
            "pairs": compared,
        }
    )
)
