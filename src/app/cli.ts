import { Command } from 'commander';
import { profiles } from '../imports/profiles.js';
import type { ImportOptions } from './commands/import.js';

/** Runs one command and ends the process with its exit code: 0 means done and complete. Each command loads what it
 *  needs and no more. */
export async function main(args: readonly string[]): Promise<void> {
  const program = new Command('concord')
    .description('Concord: master data and code crosswalk hub. Run it inside the clone, as `npx concord …`.')
    .configureHelp({ sortSubcommands: true })
    .showHelpAfterError('(concord --help shows what there is)');
  program
    .command('start')
    .description('run the hub: database, API, worker and web app (npm start does this)')
    .action(ending(async () => (await import('./start.js')).start()));
  program
    .command('import')
    .description('load a file by its profile')
    .argument('<profile>', `how to read it: ${[...profiles.keys()].join(', ')}`)
    .argument('<file>', 'path of the file')
    .option('--rejects <csv>', 'write rejected rows to this CSV file')
    .option(
      '--extracted <moment>',
      'when its source wrote the file, as 2026-03-31T09:00:00Z: what is older comes late',
    )
    .option(
      '--delivers <kind>',
      'snapshot: a full list; delta: what is new and changed; where not as its profile says',
    )
    .addHelpText(
      'after',
      '\nExit code: 0 every row taken or known before, 3 some rows rejected, 1 file refused or failed.\n\nExample:\n  npx concord import wellstar-supplies seed-data/wellstar/WSSupplies.txt',
    )
    .action(
      ending(async (profile: string, file: string, options: ImportOptions) =>
        (await import('./commands/import.js')).importFile(profile, file, options),
      ),
    );
  program
    .command('resolve')
    .description('ask the running hub which code it is')
    .argument('<code>', 'the code as you have it')
    .requiredOption('--system <key>', 'its code system, e.g. wellstar-supply')
    .requiredOption('--target <key>', 'the wanted code system, e.g. wellstar-charge')
    .option('--as-of <date>', 'a date like 2026-03-31')
    .option('--record', 'put a miss on the ledger')
    .addHelpText(
      'after',
      '\nExit code: 0 RESOLVED, 4 any other answer, 1 no answer.\n\nExample:\n  npx concord resolve 54925 --system wellstar-supply --target wellstar-charge',
    )
    .action(
      ending(async (code, options) => (await import('./commands/resolve.js')).resolveCode(code, options)),
    );
  program
    .command('link')
    .description('link two CSV files of any columns: which rows of one are rows of the other (no database)')
    .requiredOption('--left <csv>', 'one file: UTF-8, commas, the first row names the columns')
    .requiredOption('--right <csv>', 'the other; its columns may have other names and another order')
    .requiredOption('--out <csv>', 'where the pairs go; written whole at the end or not at all')
    .option('--id <column>', 'the column that names a row, in both files', 'id')
    .option('--one-to-one', 'each row has one partner at most, in both files')
    .option('--top <k>', 'write the k best candidates of every left row instead, decided or not, best first')
    .option(
      '--judgements <csv>',
      'what people decided: columns a (id on the left), b (id on the right) and verdict (same or different)',
    )
    .option('--explain <left,right>', 'show the account of this pair of ids too, compared or not')
    .option('--accounts <jsonl>', 'where the accounts of all pairs written go, one JSON object a line')
    .addHelpText('after', linkHelp)
    .action(ending(async (options) => (await import('./commands/link.js')).linkFiles(options)));
  program
    .command('dedupe')
    .description('find the rows of one CSV file that are the same thing (no database)')
    .requiredOption('--in <csv>', 'the file: UTF-8, commas, the first row names the columns')
    .requiredOption('--out <csv>', 'where the clusters go; written whole at the end or not at all')
    .option('--id <column>', 'the column that names a row', 'id')
    .option(
      '--judgements <csv>',
      'what people decided: columns a and b (ids) and verdict (same or different)',
    )
    .option('--explain <id,id>', 'show the account of this pair of ids too, compared or not')
    .option('--accounts <jsonl>', 'where the accounts go of all pairs that speak for one thing, or are one')
    .addHelpText('after', dedupeHelp)
    .action(ending(async (options) => (await import('./commands/dedupe.js')).dedupeFile(options)));
  program
    .command('migrate')
    .description('bring the database to this version’s schema')
    .action(ending(async () => (await import('./commands/migrate.js')).migrate()));
  program
    .command('seed')
    .description('load the sample data')
    .action(ending(async () => (await import('./commands/migrate.js')).seed()));
  program
    .command('api')
    .description('run only an API process, on DATABASE_URL')
    .action(async () => void (await import('./api.js')));
  program
    .command('worker')
    .description('run only a worker process, on DATABASE_URL')
    .action(async () => void (await import('./worker.js')));
  await program.parseAsync([...args], { from: 'user' });
}

function ending<A extends unknown[]>(run: (...args: A) => Promise<number>): (...args: A) => Promise<void> {
  return async (...args) => process.exit(await run(...args));
}

const linkHelp = `
Written are left_id, right_id, probability (0 to 1), weight (bits) and decision: match, or review for a person to look at;
with --top also candidate. The same rows in another order give the same file. An id that a spreadsheet would run as a
formula gets an apostrophe in front. On stdout: a line of JSON with the account that --explain asks for, one with the counts.

What --judgements says holds against any likeness: the same is a match, and so are its rivals none where a row has one partner
at most; different is written no more. Judged both, it is for review, and the counts list it under conflicts.

Exit code: 0 the pairs are written, 1 not, with one sentence why.

Examples:
  npx concord link --left ours.csv --right theirs.csv --out pairs.csv
  npx concord link --left items.csv --right catalog.csv --id sku --one-to-one --out pairs.csv
  npx concord link --left items.csv --right catalog.csv --id sku --top 5 --out candidates.csv
  npx concord link --left ours.csv --right theirs.csv --out pairs.csv --explain A17,B204
  npx concord link --left ours.csv --right theirs.csv --out pairs.csv --accounts why.jsonl`;

const dedupeHelp = `
Written are id and cluster, a row for every row of the file; rows of one cluster are one thing, and a cluster goes by the id
of its first row. The same rows in another order give the same file. An id that a spreadsheet would run as a formula gets
an apostrophe in front. On stdout: a line of JSON with the account that --explain asks for, one with the counts.

What --judgements says holds against any likeness. Where it contradicts itself (a is b, b is c, a is not c) the counts list it
under conflicts: what was judged different stays apart, and what ties it together joins nothing.

Exit code: 0 the clusters are written, 1 not, with one sentence why.

Examples:
  npx concord dedupe --in suppliers.csv --id "Supplier Number" --out clusters.csv
  npx concord dedupe --in items.csv --out clusters.csv --explain R0017,R2041`;
