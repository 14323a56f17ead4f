import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeItems } from '../../scripts/match-items/make-items.mjs';
import { onePerNumber, readDevices } from '../../scripts/sample-data/gudid.mjs';

const program = resolve('bin/concord.mjs');
const suppliers = resolve('seed-data/erp/suppliers.csv');
const header = 'id,description,manufacturer,catalog_number,unit,pack,gtin';

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function concord(...args: string[]): Promise<Ended> {
  const run = promisify(execFile)(process.execPath, [program, ...args]);
  return run.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: Ended) => ({ code, stdout, stderr }),
  );
}

/** The last line of stdout: the counts. */
const summary = ({ stdout }: Ended) =>
  JSON.parse(stdout.trimEnd().split('\n').at(-1)!) as Record<string, unknown>;

let folder: string;
let left: string;
let right: string;

/** Items as two hospitals write them: the first records of each on the left, the second ones on the right. */
beforeAll(() => {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
  folder = mkdtempSync(join(tmpdir(), 'concord-match-'));
  const devices = onePerNumber(readDevices('seed-data/gudid'));
  const lines: [string[], string[]] = [[], []];
  let last = '';
  for (const { id, cells, cluster } of makeItems(devices, { count: 700, seed: 'files' })) {
    const line = [id, ...cells.map((cell) => `"${cell.replaceAll('"', '""')}"`)].join(',');
    lines[cluster === last ? 1 : 0].push(line);
    last = cluster;
  }
  [left, right] = [write('left.csv', lines[0]), write('right.csv', lines[1])];
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, lines: readonly string[], head = header): string {
  const path = join(folder, name);
  writeFileSync(path, `${[head, ...lines].join('\n')}\n`);
  return path;
}

/** The rows of a file the other way round. */
function backwards(path: string, name: string): string {
  const [head = '', ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  return write(name, lines.reverse(), head);
}

const out = (name: string) => join(folder, name);
const rowsOf = (path: string) =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));

interface WrittenAccount {
  readonly leftId: string;
  readonly rightId: string;
  readonly weight: number;
  readonly decision: string;
  readonly prior: number;
  readonly parts: readonly { readonly bits: number }[];
}

function accountsIn(name: string): WrittenAccount[] {
  return readFileSync(out(name), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as WrittenAccount);
}

describe('concord link', () => {
  const link = (l: string, r: string, file: string, ...more: string[]) =>
    concord('link', '--left', l, '--right', r, '--out', out(file), ...more);

  test('writes pairs and says the counts; silent on stderr where that is no terminal', async () => {
    const ended = await link(left, right, 'pairs.csv');
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const [head, ...pairs] = rowsOf(out('pairs.csv'));
    expect(head).toEqual(['left_id', 'right_id', 'probability', 'weight', 'decision']);
    const decided = (decision: string) => pairs.filter((pair) => pair[4] === decision).length;
    expect(summary(ended)).toMatchObject({
      left: rowsOf(left).length - 1,
      right: rowsOf(right).length - 1,
      match: decided('match'),
      review: decided('review'),
      out: out('pairs.csv'),
    });
    expect(decided('match')).toBeGreaterThan(100);
    expect(pairs).toHaveLength(decided('match') + decided('review'));
  });

  test('gives the same bytes again, and for the same rows in another order', async () => {
    await link(left, right, 'first.csv');
    await link(left, right, 'second.csv');
    await link(backwards(left, 'left-back.csv'), backwards(right, 'right-back.csv'), 'third.csv');
    const bytes = readFileSync(out('first.csv'));
    expect(readFileSync(out('second.csv')).equals(bytes)).toBe(true);
    expect(readFileSync(out('third.csv')).equals(bytes)).toBe(true);
  });

  test('--top writes so many candidates of every left row at most, best first', async () => {
    await link(left, right, 'top.csv', '--top', '2');
    const pairs = rowsOf(out('top.csv')).slice(1);
    const counts = new Map<string, number>();
    for (const [id] of pairs) counts.set(id!, (counts.get(id!) ?? 0) + 1);
    expect(Math.max(...counts.values())).toBe(2);
    expect(counts.size).toBe(rowsOf(left).length - 1);
    expect(new Set(pairs.map((pair) => pair[4]))).toContain('candidate');
  });

  test('--explain shows the account of a pair, and its parts sum to the weight', async () => {
    await link(left, right, 'plain.csv');
    const [l, r, , weight] = rowsOf(out('plain.csv'))[1]!;
    const ended = await link(left, right, 'explained.csv', '--explain', `${l},${r}`);
    const { explain } = JSON.parse(ended.stdout.split('\n')[0]!);
    expect(explain).toMatchObject({ kind: 'compared', leftId: l, rightId: r });
    const bits = (explain.parts as { bits: number }[]).reduce((sum, part) => sum + part.bits, explain.prior);
    expect(bits).toBe(explain.weight);
    expect(explain.weight.toFixed(4)).toBe(weight);
    expect(readFileSync(out('explained.csv')).equals(readFileSync(out('plain.csv')))).toBe(true);
  });

  test('--accounts writes why of every pair written, in its order', async () => {
    await link(left, right, 'told.csv', '--accounts', out('why.jsonl'));
    const accounts = accountsIn('why.jsonl');
    const written = rowsOf(out('told.csv')).slice(1);
    expect(
      accounts.map(({ leftId, rightId, weight, decision }) => [leftId, rightId, weight.toFixed(4), decision]),
    ).toEqual(written.map(([l, r, , weight, decision]) => [l, r, weight, decision]));
    for (const { prior, parts, weight } of accounts)
      expect(parts.reduce((sum, { bits }) => sum + bits, prior)).toBe(weight);
  });

  test('--judgements makes a match of what was judged the same and none of what was judged different', async () => {
    await link(left, right, 'unjudged-pairs.csv');
    const matches = rowsOf(out('unjudged-pairs.csv')).filter((row) => row[4] === 'match');
    const [[apart, from], [one], [, other]] = matches as [string[], string[], string[]];
    const judgements = write(
      'pair-judgements.csv',
      [`${apart},${from},different`, `${one},${other},same`],
      'a,b,verdict',
    );
    const ended = await link(left, right, 'judged-pairs.csv', '--judgements', judgements);
    expect(summary(ended)).toMatchObject({ judgements: 2, conflicts: [] });
    const judged = new Map(rowsOf(out('judged-pairs.csv')).map((row) => [`${row[0]},${row[1]}`, row[4]]));
    expect(judged.has(`${apart},${from}`)).toBe(false);
    expect(judged.get(`${one},${other}`)).toBe('match');
    const wrong = write('wrong-pair.csv', [`${from},${apart},same`], 'a,b,verdict');
    const refused = await link(left, right, 'no-pairs.csv', '--judgements', wrong);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain(`there is no record with the id "${from}" on the left.`);
  });

  test('refuses in one sentence what it cannot do, before any work, and leaves nothing behind', async () => {
    const bad = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const cases: [string, Promise<Ended>][] = [
      ['There is no file /no/such.csv.', link('/no/such.csv', right, 'no.csv')],
      ['There is no column "sku"; there are: id, description', link(left, right, 'no.csv', '--id', 'sku')],
      ['Row 2 has no id.', link(bad('no-id.csv', 'id,name\nA,one\n,two\n'), right, 'no.csv')],
      ['The id "A" stands twice.', link(bad('twice.csv', 'id,name\nA,one\nA,two\n'), right, 'no.csv')],
      ['The file is empty.', link(bad('empty.csv', ''), right, 'no.csv')],
      ['There are no rows below the header.', link(left, bad('header.csv', 'id,name\n'), 'no.csv')],
      ['--top takes a whole number above 0, not "0".', link(left, right, 'no.csv', '--top', '0')],
      ['no record with the id "X" on the left', link(left, right, 'no.csv', '--explain', 'X,Y')],
      ['There is no folder', link(left, right, 'none/no.csv')],
      ['is a folder', link(left, right, '.')],
    ];
    for (const [sentence, ended] of cases) {
      const { code, stdout, stderr } = await ended;
      expect({ code, stdout }, sentence).toEqual({ code: 1, stdout: '' });
      expect(stderr).toContain(sentence);
      expect(stderr.trimEnd().split('\n'), stderr).toHaveLength(1);
    }
    expect(readdirSync(folder).filter((name) => name.startsWith('no.csv'))).toEqual([]);
  });

  test('an id that a spreadsheet would run is disarmed; a negative number is left alone', async () => {
    const same = ['STERILE GAUZE 4X4', 'CATHETER FOLEY 16 FR', 'SUTURE SILK 2-0', 'SYRINGE 10 ML LUER LOCK'];
    const ids = ['=HYPERLINK("x")', '@sum', '-7', 'plain'];
    const lines = same.map((text, at) => `"${ids[at]!.replaceAll('"', '""')}",${text}`);
    const small = write('formula.csv', lines, 'id,name');
    expect((await link(small, small, 'formulas.csv', '--top', '1')).code).toBe(0);
    const text = readFileSync(out('formulas.csv'), 'utf8');
    expect(text).toMatch(/^"'=HYPERLINK\(""x""\)",/m);
    expect(text).toMatch(/^'@sum,/m);
    expect(text).toMatch(/^-7,/m);
    expect(text).not.toMatch(/(^|,)"?[=@]/m);
  });

  test('the help teaches by examples', async () => {
    const { code, stdout } = await concord('link', '--help');
    expect(code).toBe(0);
    for (const word of ['--one-to-one', '--top', '--explain', 'review', 'Examples:', 'Exit code'])
      expect(stdout).toContain(word);
  });
});

describe('concord dedupe', () => {
  const dedupe = (file: string, name: string, ...more: string[]) =>
    concord('dedupe', '--in', file, '--out', out(name), ...more);

  test('gives every row of a real supplier file a cluster that goes by the id of a row, twice the same bytes', async () => {
    const first = await dedupe(suppliers, 'clusters.csv', '--id', 'Supplier Number');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    const [head, ...rows] = rowsOf(out('clusters.csv'));
    expect(head).toEqual(['id', 'cluster']);
    const ids = rows.map(([id]) => id);
    expect(ids).toEqual([...new Set(ids)].sort());
    expect(ids).toEqual(expect.arrayContaining(rows.map(([, cluster]) => cluster)));
    expect(summary(first)).toMatchObject({
      records: rows.length,
      clusters: new Set(rows.map(([, cluster]) => cluster)).size,
    });
    const back = backwards(suppliers, 'suppliers-back.csv');
    await dedupe(back, 'again.csv', '--id', 'Supplier Number');
    expect(readFileSync(out('again.csv')).equals(readFileSync(out('clusters.csv')))).toBe(true);
  });

  test('six thousand rows, on several threads, end, twice with the same bytes', async () => {
    const devices = onePerNumber(readDevices('seed-data/gudid'));
    const lines = [...makeItems(devices, { count: 6_000, seed: 'threads' })].map(({ id, cells }) =>
      [id, ...cells.map((cell) => `"${cell.replaceAll('"', '""')}"`)].join(','),
    );
    const many = write('many.csv', lines);
    const first = await dedupe(many, 'many-clusters.csv');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(summary(first)).toMatchObject({ records: 6_000 });
    await dedupe(backwards(many, 'many-back.csv'), 'many-again.csv');
    expect(readFileSync(out('many-again.csv')).equals(readFileSync(out('many-clusters.csv')))).toBe(true);
  });

  test('--accounts writes why every row stands where it does', async () => {
    await dedupe(
      suppliers,
      'told-clusters.csv',
      '--id',
      'Supplier Number',
      '--accounts',
      out('why-one.jsonl'),
    );
    const accounts = accountsIn('why-one.jsonl');
    const tied = new Set(
      accounts
        .filter(({ decision }) => decision === 'match')
        .flatMap(({ leftId, rightId }) => [leftId, rightId]),
    );
    const clustered = rowsOf(out('told-clusters.csv'))
      .slice(1)
      .filter(([id, cluster]) => id !== cluster);
    expect(clustered.length).toBeGreaterThan(0);
    for (const [id] of clustered) expect(tied).toContain(id);
    for (const { prior, parts, weight } of accounts)
      expect(parts.reduce((sum, { bits }) => sum + bits, prior)).toBe(weight);
  });

  test('--judgements keeps apart what was judged different and joins what was judged the same', async () => {
    await dedupe(suppliers, 'unjudged.csv', '--id', 'Supplier Number');
    const clusters = new Map(rowsOf(out('unjudged.csv')).slice(1) as [string, string][]);
    const [joined] = [...clusters].find(([id, cluster]) => id !== cluster) ?? [];
    const alone = [...clusters.keys()]
      .filter((id) => ![clusters.get(joined!), joined].includes(id))
      .slice(0, 2);
    const lines = [`${joined},${clusters.get(joined!)},different`, `${alone[0]},${alone[1]},same`];
    const judgements = write('judgements.csv', lines, 'a,b,verdict');
    const options = ['--id', 'Supplier Number', '--judgements', judgements];
    const ended = await dedupe(suppliers, 'judged.csv', ...options);
    expect(summary(ended)).toMatchObject({ judgements: 2, conflicts: [] });
    const judged = new Map(rowsOf(out('judged.csv')).slice(1) as [string, string][]);
    expect(judged.get(joined!)).not.toBe(judged.get(clusters.get(joined!)!));
    expect(judged.get(alone[0]!)).toBe(judged.get(alone[1]!));
    const wrong = write('wrong.csv', ['nobody,x,same'], 'a,b,verdict');
    const refused = await dedupe(suppliers, 'no.csv', '--id', 'Supplier Number', '--judgements', wrong);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('Row 1: there is no record with the id "nobody".');
  });

  test('--explain shows the account of two rows, in whichever order they are named', async () => {
    await dedupe(left, 'left-clusters.csv');
    const [, , ...rows] = rowsOf(out('left-clusters.csv'));
    const [a, b] = [rows[0]![0]!, rows[5]![0]!];
    const [one, other] = await Promise.all([
      dedupe(left, 'a.csv', '--explain', `${a},${b}`),
      dedupe(left, 'b.csv', '--explain', `${b},${a}`),
    ]);
    expect(JSON.parse(one.stdout.split('\n')[0]!)).toMatchObject({ explain: { leftId: a, rightId: b } });
    expect(other.stdout.split('\n')[0]).toBe(one.stdout.split('\n')[0]);
  });

  test('killed on the way, it leaves the result of before; the next run replaces it whole', async () => {
    const place = join(folder, 'killed');
    mkdirSync(place);
    const target = join(place, 'clusters.csv');
    writeFileSync(target, 'of before\n');
    for (const ms of [150, 400, 800]) {
      const child = spawn(process.execPath, [program, 'dedupe', '--in', left, '--out', target]);
      await sleep(ms);
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      const text = readFileSync(target, 'utf8');
      if (text !== 'of before\n') expect(text.trimEnd().split('\n')).toHaveLength(rowsOf(left).length);
    }
    expect((await concord('dedupe', '--in', left, '--out', target)).code).toBe(0);
    expect(rowsOf(target)).toHaveLength(rowsOf(left).length);
    expect(readdirSync(place)).toEqual(['clusters.csv']);
  });

  test('writes through a link and to a device, which stay what they are', async () => {
    writeFileSync(out('real.csv'), '');
    symlinkSync(out('real.csv'), out('linked.csv'));
    await dedupe(suppliers, 'linked.csv', '--id', 'Supplier Number');
    expect(rowsOf(out('real.csv')).length).toBeGreaterThan(100);
    const { code } = await concord(
      'dedupe',
      '--in',
      suppliers,
      '--id',
      'Supplier Number',
      '--out',
      '/dev/null',
    );
    expect(code).toBe(0);
    expect(readFileSync('/dev/null', 'utf8')).toBe('');
  });
});
