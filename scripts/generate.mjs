/* `npm run generate`: what can be made out of what is here. Each kind of thing loads what it needs and no more. */
const KINDS = {
  code: {
    says: 'what is generated from the code: schema, pages of docs, migrations (when nothing is named)',
  },
  items: { says: 'item records with duplicates and near-miss variants, and the truth about them' },
};

const HELP = `Usage: npm run generate [-- KIND [options]]

${Object.entries(KINDS)
  .map(([kind, { says }]) => `  ${kind.padEnd(6)} ${says}`)
  .join('\n')}

Options of a kind: npm run generate -- items --help

Examples:
  npm run generate
  npm run generate -- items --count 100000 --seed 7 --out /tmp/items
`;

const [kind = 'code', ...args] = process.argv.slice(2);

if (kind === '--help' || kind === '-h') process.stdout.write(HELP);
else if (kind === 'code') process.exitCode = await (await import('./generate-code.mjs')).generateCode(args);
else if (kind === 'items')
  process.exitCode = await (await import('./generate-items.mjs')).generateItems(args);
else {
  process.stderr.write(
    `There is no kind "${kind}" to generate. There are: ${Object.keys(KINDS).join(', ')}.\n`,
  );
  process.exitCode = 2;
}
