#!/usr/bin/env python3
"""The questions of AttributionBench asked of DuckDB: compare.py SESSIONS [WITH-PORT [WITHOUT]]

Makes the same day of sessions by the same arithmetic (BenchWorld.swift), as a table in order of
outside address and start, asks how many subscribers are consistent with each request, and prints times
beside the same sums of answers. Needs the duckdb package of PyPI.
"""

import resource
import sys
import time

import duckdb

MIDNIGHT = 1_767_225_600_000
PRIME = 2_147_483_647


def draw(row, field):
    first = f"(({row})::BIGINT * 1103515245 + {field * 972_663_749 + 12_345}) % {PRIME}"
    second = f"(({first}) * ({first})) % {PRIME}"
    return f"((({second}) * 48271 + {field * 69_621}) % {PRIME})"


def timed(name, action):
    began, processors = time.monotonic(), time.process_time()
    result = action()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_048_576
    print(f"{name:<44}{time.monotonic() - began:.3f} s "
          f"({time.process_time() - processors:.2f} s of processors), {peak:.3f} GiB at most",
          flush=True)
    return result


def main():
    numbers = [int(text) for text in sys.argv[1:]]
    sessions = numbers[0] if numbers else 1_000_000
    with_port = numbers[1] if len(numbers) > 1 else 1_000_000
    without = numbers[2] if len(numbers) > 2 else 100_000
    db = duckdb.connect()
    db.execute("SET threads = 2")
    db.execute("SET preserve_insertion_order = false")
    db.execute("SET memory_limit = '8GB'")
    print("DuckDB", duckdb.__version__)
    start = f"{MIDNIGHT} + i * 86400000 // {sessions}"
    length = (f"{draw('i', 2)} % (CASE WHEN {draw('i', 1)} % 100 < 90 THEN 60000 "
              f"WHEN {draw('i', 1)} % 100 < 99 THEN 600000 ELSE 7440000 END)")
    fields = f"""({start})::BIGINT AS started, ({start} + {length})::BIGINT AS ended,
        ({draw('i', 3)} % 50000)::INTEGER AS subscriber,
        ({draw('i', 3)} % 50000 % 1000)::INTEGER AS outside,
        (1024 + {draw('i', 4)} % 64512)::USMALLINT AS port,
        (CASE WHEN {draw('i', 5)} % 10 < 7 THEN 6 ELSE 17 END)::UTINYINT AS proto"""
    timed(f"load {sessions} sessions, sorted", lambda: db.execute(
        f"CREATE TABLE sessions AS SELECT {fields} FROM range({sessions}) AS t(i) "
        "ORDER BY outside, started"))
    for name, count, keys in (("address+port", with_port, "AND s.port = r.port AND s.proto = r.proto"),
                              ("address", without, "")):
        # A request is about a row that exists, at an instant at which it was held.
        db.execute(f"""
            CREATE OR REPLACE TABLE requests AS
            SELECT n, outside, port, proto, started + CASE WHEN ended = started THEN 0
                ELSE drawn % (ended - started + 1) END AS at
            FROM (SELECT n, drawn, {fields} FROM (
                SELECT n, {draw('n', 9)} % {sessions} AS i, {draw('n', 10)}::BIGINT AS drawn
                FROM range({count}) AS t(n)))""")
        # Held during [started, ended + 1 ms), asked about [at - 1 s, at + 1 ms + 1 s).
        query = f"""
            SELECT r.n, count(DISTINCT s.subscriber) AS k
            FROM requests r JOIN sessions s ON s.outside = r.outside {keys}
              AND s.started < r.at + 1001 AND s.ended + 1 > r.at - 1000
            GROUP BY r.n"""
        unique, total, checksum = timed(f"{count} {name} requests", lambda: db.execute(f"""
            SELECT count(*) FILTER (k = 1), sum(k), sum((n + 1) * k) % 1000000007
            FROM ({query})""").fetchone())
        print(f"  answers{'':<36}{unique} unique, {total} candidates, checksum {checksum}", flush=True)


main()
