// The question of bench_visits.c, asked of DuckDB: node visits_duckdb.mjs FILE, the CSV that
// bench.visits wrote. Prints the pairs within 30 and 180 days, to be compared, and seconds. The peer
// is no dependency: `npm install @duckdb/node-api@1.5.6-r.1` beside this file, or nothing is measured.
let duckdb;
try {
    duckdb = await import("@duckdb/node-api");
} catch {
    console.log("skipped: @duckdb/node-api is not installed");
    process.exit(0);
}

const file = process.argv[2];
const connection = await (await duckdb.DuckDBInstance.create(":memory:", { threads: "2" })).connect();
await connection.run(`create table visits as
    select distinct patient::int patient, physician::int physician, day::int as day
    from read_csv('${file}')`);

// Same-day pairs once, from the smaller id. A patient counts in the window of the closest visits.
const question = `create table pairs as
    with events as (
        select a.physician as source, b.physician as target, a.patient, b.day - a.day as gap
        from visits a join visits b on a.patient = b.patient
            and b.day between a.day and a.day + 180 and a.physician <> b.physician
            and (b.day > a.day or a.physician < b.physician)),
    patients as (
        select source, target, patient, min(gap) as gap, count(*) filter (gap <= 30) as n30,
            count(*) filter (gap <= 60) as n60, count(*) filter (gap <= 90) as n90, count(*) as n180,
            count(*) filter (gap = 0) as same_day
        from events group by all)
    select source, target, sum(n30) as n30, sum(n60) as n60, sum(n90) as n90, sum(n180) as n180,
        sum(same_day) as same_day, count(*) filter (gap <= 30) as p30, count(*) filter (gap <= 60) as p60,
        count(*) filter (gap <= 90) as p90, count(*) as p180
    from patients group by source, target`;
const busy = process.cpuUsage();
const started = process.hrtime.bigint();
await connection.run(question);
const cpu = process.cpuUsage(busy);
const seconds = Number(process.hrtime.bigint() - started) / 1e9;
const reader = await connection.runAndReadAll(
    "select count(*) filter (p30 > 0), count(*), version() from pairs");
const [n30, n180, version] = reader.getRows()[0];
console.log(`duckdb ${version}: ${n30} pairs in 30 days ${n180} in 180 days ${seconds.toFixed(2)} s ` +
            `${((cpu.user + cpu.system) / 1e6).toFixed(2)} cpu s`);
