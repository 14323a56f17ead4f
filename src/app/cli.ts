import { Command } from 'commander';
import { profiles } from '../imports/profiles.js';

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
    .addHelpText(
      'after',
      '\nExit code: 0 every row taken or known before, 3 some rows rejected, 1 file refused or failed.\n\nExample:\n  npx concord import wellstar-supplies seed-data/wellstar/WSSupplies.txt',
    )
    .action(
      ending(async (profile: string, file: string, options: { rejects?: string }) =>
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
    .requiredOption('--left <csv>', 'one file')
    .requiredOption('--right <csv>', 'the other')
    .requiredOption(
      '--out <csv>',
      'where the pairs go: left_id, right_id, probability, weight (bits), decision',
    )
    .option('--id <column>', 'the column that names a row, in both files', 'id')
    .option('--one-to-one', 'each row has one partner at most')
    .option('--top <k>', 'write the k best candidates of every left row instead, decided or not')
    .option('--explain <left,right>', 'show the account of one pair of ids')
    .addHelpText('after', '\nExample:\n  npx concord link --left ours.csv --right theirs.csv --out pairs.csv')
    .action(ending(async (options) => (await import('./commands/link.js')).linkFiles(options)));
  program
    .command('dedupe')
    .description('find the rows of one CSV file that are the same thing (no database)')
    .requiredOption('--in <csv>', 'the file')
    .requiredOption('--out <csv>', 'where the clusters go: id, cluster')
    .option('--id <column>', 'the column that names a row', 'id')
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
