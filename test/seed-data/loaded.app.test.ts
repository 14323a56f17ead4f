import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { lacksSampleData, loadSampleData } from '../../src/app/sample-data.js';
import { type Asked, CarriedCodes, type Found, targetText } from '../support/carried-codes.js';
import { digestOf } from '../support/hub-digest.js';
import { seededRandom } from '../support/random.js';
import { type FileRow, readSampleFile } from '../support/sample-files.js';
import { openTestApp, type TestApp } from '../support/test-app.js';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 240_000 });

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp({ sampleData: true, worker: false });
});
afterAll(() => app?.close());

const sql = <T extends object>(text: string) => app.db.$client.unsafe<T[]>(text);

interface Answer {
  status: string;
  code: string | null;
  display: string | null;
  targets: { issuer: string | null; code: string }[];
  alternatives: { issuer: string | null; code: string }[];
  problem: { code: string } | null;
}

/** Asks all of them over GraphQL, 1,000 at a time, without leaving a trace. */
async function ask(questions: readonly Asked[]): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let at = 0; at < questions.length; at += 1_000) {
    const inputs = questions.slice(at, at + 1_000).map((question) => ({ ...question, record: false }));
    const answer = await app.graphql<{ resolveMany: Answer[] }>(
      `query ($inputs: [ResolveInput!]!) { resolveMany(inputs: $inputs) {
        status code display targets { issuer code } alternatives { issuer code } problem { code } } }`,
      { inputs },
    );
    expect(answer.errors).toBeUndefined();
    answers.push(...answer.data.resolveMany);
  }
  return answers;
}

const foundBy = ({ status, targets, alternatives, problem }: Answer): Found => ({
  status,
  codes: [...targets, ...alternatives].map(targetText).sort(),
  problem: problem?.code ?? null,
});

const oneOrSeveral = (codes: readonly string[]): Found =>
  codes.length === 1
    ? { status: 'RESOLVED', codes, problem: null }
    : { status: 'AMBIGUOUS', codes: codes.toSorted(), problem: 'SEVERAL_TARGETS' };

/** Answers that are not what they should be, each with its question. */
function wrongOf<Q extends Asked>(
  questions: readonly Q[],
  answers: readonly Answer[],
  right: (asked: Q, at: number) => Found,
) {
  return questions.flatMap((question, at) => {
    const found = foundBy(answers[at] as Answer);
    const expected = right(question, at);
    return JSON.stringify(found) === JSON.stringify(expected) ? [] : [{ question, found, expected }];
  });
}

/** What every file must come to: rows read, applied, unchanged, rejected. */
const files: [path: string, read: number, applied: number, unchanged: number, rejected: number][] = [
  ['gudid/devices.psv', 5_000, 5_000, 0, 0],
  ['gudid/identifiers.psv', 5_820, 5_807, 0, 13],
  ['hcpcs/hcpcs-2019.csv', 6_440, 6_440, 0, 0],
  ['hcpcs/hcpcs-modifiers-2019.csv', 360, 360, 0, 0],
  ['erp/suppliers.csv', 125, 125, 0, 0],
  ['erp/locations.csv', 121, 121, 0, 0],
  ['erp/cost-centers.csv', 82, 82, 0, 0],
  ['erp/item-master.csv', 3_665, 3_665, 0, 0],
  ['contract/vizient.csv', 2_000, 1_994, 0, 6],
  ['distributor/dist-b-prices.csv', 3_477, 3_469, 0, 8],
  // 44 rows say what earlier ones have said of the same drug: name, price, bill code, charge and HCPCS code.
  ['wellstar/WSMedications.txt', 3_933, 3_885, 44, 4],
  ['wellstar/WSSupplies.txt', 43_089, 43_089, 0, 0],
];

/** Rejected rows by file, column and problem. */
const rejections = [
  ['contract/vizient.csv', 'GTIN 1', 'CHECK_DIGIT', 5],
  ['contract/vizient.csv', 'GTIN 2', 'CHECK_DIGIT', 1],
  ['distributor/dist-b-prices.csv', 'GTIN', 'CHECK_DIGIT', 8],
  ['gudid/identifiers.psv', 'deviceId', 'AMBIGUOUS_READING', 12],
  ['gudid/identifiers.psv', 'deviceId', 'CHECK_DIGIT', 1],
  ['wellstar/WSMedications.txt', 'NDC', 'MISSING', 4],
];

describe('every sample file', () => {
  test('is applied with as many rows as it has, none of them lost', async () => {
    const runs = await sql<Record<string, unknown>>(`
      select file_name, rows_read, rows_applied, rows_unchanged, rows_rejected from import_run
      where state = 'APPLIED' order by created_at`);
    const counted = runs.map(({ file_name, rows_read, rows_applied, rows_unchanged, rows_rejected }) => [
      file_name,
      rows_read,
      rows_applied,
      rows_unchanged,
      rows_rejected,
    ]);
    expect(counted).toEqual(files);
    for (const [path, read, applied, unchanged, rejected] of files) {
      expect([path, readSampleFile(path).length]).toEqual([path, read]);
      expect([path, applied + unchanged + rejected]).toEqual([path, read]);
    }
  });

  test('has its rejected rows named by row, column, value and problem, as they stand there', async () => {
    const rejected = await sql<{
      file: string;
      row: number;
      column: string;
      value: string;
      problem: string;
      message: string;
    }>(`select file_name as file, row_number as "row", column_name as "column", value, rejected_row.problem, message
        from rejected_row join import_run on import_run.id = import_id order by file, column_name, rejected_row.problem, row_number`);
    const tally = new Map<string, number>();
    for (const { file, row, column, value, problem, message } of rejected) {
      const stands = readSampleFile(file)[row - 2]?.[column];
      expect([file, row, column, value]).toEqual([file, row, column, stands?.trim()]);
      expect(message).not.toBe('');
      const kind = JSON.stringify([file, column, problem]);
      tally.set(kind, (tally.get(kind) ?? 0) + 1);
    }
    expect([...tally].map(([kind, n]) => [...JSON.parse(kind), n])).toEqual(rejections);
  });

  test('leaves as many golden records of each domain as its things', async () => {
    const { data } = await app.graphql<{ domains: { domain: string; records: number }[] }>(
      '{ domains { domain records } }',
    );
    expect(Object.fromEntries(data.domains.map(({ domain, records }) => [domain, records]))).toEqual({
      ITEM: 10_238,
      SUPPLIER: 125,
      LOCATION: 121,
      COST_CENTER: 82,
      CHARGE_CODE: 5_526,
      GL_ACCOUNT: 0,
    });
    const charges = ['WSMedications.txt', 'WSSupplies.txt'].flatMap((file) =>
      readSampleFile(`wellstar/${file}`)
        .filter((row) => row['NDC'] !== '')
        .map((row) => row['Px Code']?.trim()),
    );
    expect(new Set(charges).size).toBe(5_526);
  });
});

describe('items known in at least two systems', () => {
  let carried: CarriedCodes;
  let questions: Asked[];
  let answers: Answer[];
  let chosen: string[];

  beforeAll(async () => {
    carried = await CarriedCodes.read(app.db);
    chosen = carried.itemsOfSeveralSystems(1_000, seededRandom(20_261_120));
    questions = chosen.flatMap((golden) => carried.questionsAbout(golden));
    answers = await ask(questions);
  });

  test('answer for each other exactly as their source records say', () => {
    expect(chosen).toHaveLength(1_000);
    expect(wrongOf(questions, answers, (question) => carried.expected(question)).slice(0, 20)).toEqual([]);
    const tally = (statuses: string[]) =>
      Object.fromEntries(
        [...new Set(statuses)]
          .sort()
          .map((status) => [status, statuses.filter((each) => each === status).length]),
      );
    const expected = tally(questions.map((question) => carried.expected(question).status));
    expect(tally(answers.map(({ status }) => status))).toEqual(expected);
    expect(expected['RESOLVED']).toBeGreaterThan(4_000);
    expect(expected['AMBIGUOUS']).toBeGreaterThan(100);
    expect(new Set(questions.map(({ system }) => system))).toEqual(new Set(carried.systems));
  });

  test('are the golden record of each of their codes, by its name', async () => {
    const names = new Map(
      (
        await sql<{ id: string; name: string }>(
          'select golden_id as id, name from golden_version where to_change is null',
        )
      ).map(({ id, name }) => [id, name]),
    );
    const asked = chosen.flatMap((golden) =>
      carried.codesOf(golden).map((code) => ({ ...code, target: 'golden' })),
    );
    const said = await ask(asked);
    expect(wrongOf(asked, said, (question) => carried.expected(question)).slice(0, 20)).toEqual([]);
    const named = said.filter(({ code }) => code !== null);
    expect(named.map(({ display }) => display)).toEqual(named.map(({ code }) => names.get(code ?? '')));
    expect(named.length).toBeGreaterThan(3_000);
  });
});

describe('medications', () => {
  let charges: Map<string, Set<string>>;
  /** 5-4-2, of labelers that are assigned to somebody. */
  let real: string[];
  beforeAll(() => {
    charges = new Map();
    for (const { NDC: ndc = '', 'Px Code': charge = '' } of readSampleFile('wellstar/WSMedications.txt')) {
      if (ndc !== '') charges.set(ndc, (charges.get(ndc) ?? new Set()).add(charge));
    }
    real = [...charges.keys()].filter((ndc) => /^(?!00000)\d{11}$/.test(ndc));
  });

  test('nine NDCs with two charge codes are ambiguous with both, all others resolve to theirs', async () => {
    const of = (system: string, codes: readonly string[]) =>
      codes.map((code) => ({ system, code, target: 'wellstar-charge' }));
    expect(charges.size).toBe(3_766);
    expect(real).toHaveLength(3_557);
    const asked = [...of('wellstar-med', [...charges.keys()]), ...of('ndc', real)];
    const right = ({ code }: Asked) => oneOrSeveral([...(charges.get(code) ?? [])]);
    expect(wrongOf(asked, await ask(asked), right).slice(0, 20)).toEqual([]);
    const several = [...charges].filter(([, both]) => both.size > 1);
    expect(several.map(([, both]) => both.size)).toEqual(Array(9).fill(2));
    expect(several.every(([ndc]) => real.includes(ndc))).toBe(true);
  });

  test('are the same in every form an NDC is written in, and ten bare digits never another one', async () => {
    const random = seededRandom(4_711);
    const some = real
      .map((ndc) => ({ ndc, at: random() }))
      .sort((a, b) => a.at - b.at)
      .slice(0, 200);
    const asked = some.flatMap(({ ndc }) =>
      formsOf(ndc).flatMap((code) =>
        ['wellstar-med', 'wellstar-charge'].map((target) => ({ ndc, system: 'ndc', code, target })),
      ),
    );
    const answers = await ask(asked.map(({ ndc: _, ...question }) => question));
    // Of ten bare digits it is known that they are ambiguous, or that this labeler’s numbers are cut elsewhere.
    const silent = asked.map(
      ({ code }, at) =>
        /^\d{10}$/.test(code) &&
        ['AMBIGUOUS_READING', 'CODE_UNKNOWN'].includes(answers[at]?.problem?.code ?? ''),
    );
    const right = ({ ndc, target }: (typeof asked)[number], at: number): Found => {
      if (silent[at]) return { ...foundBy(answers[at] as Answer), codes: [] };
      return oneOrSeveral(target === 'wellstar-med' ? [ndc] : [...(charges.get(ndc) ?? [])]);
    };
    expect(wrongOf(asked, answers, right).slice(0, 20)).toEqual([]);
    const bare = asked.flatMap(({ ndc, code }, at) =>
      code.length === 10 ? [{ ndc, silent: silent[at] }] : [],
    );
    const answered = new Set(bare.flatMap((each) => (each.silent ? [] : [each.ndc])));
    expect(answered.size).toBeGreaterThan(150);
    expect(answered.size).toBeLessThanOrEqual(new Set(bare.map(({ ndc }) => ndc)).size);
  });
});

/** Every form in which eleven digits 5-4-2 may stand on a label, a claim or in a file: the ten-digit layouts lack one
 *  leading zero of one segment, and a labeler of five digits does not begin with zero. */
function formsOf(ndc: string): string[] {
  const [labeler, product, pack] = [ndc.slice(0, 5), ndc.slice(5, 9), ndc.slice(9)];
  const labels = [
    labeler.startsWith('0') && `${labeler.slice(1)}-${product}-${pack}`,
    !labeler.startsWith('0') && product.startsWith('0') && `${labeler}-${product.slice(1)}-${pack}`,
    !labeler.startsWith('0') && pack.startsWith('0') && `${labeler}-${product}-${pack.slice(1)}`,
  ].filter((form) => form !== false);
  return [
    ndc,
    `0${ndc}`,
    `${labeler}-${product}-${pack}`,
    `0${labeler}-${product}-${pack}`,
    ...labels,
    ...labels.map((form) => form.replaceAll('-', '')),
  ];
}

describe('tables of the ERP and of CMS', () => {
  test('every EHR department resolves to its location', async () => {
    const rows = readSampleFile('erp/locations.csv').filter((row) => row['EHR Department'] !== '');
    expect(rows).toHaveLength(58);
    const answers = await ask(
      rows.map((row) => ({
        system: 'ehr-dept',
        code: row['EHR Department'] as string,
        target: 'erp-location',
      })),
    );
    expect(answers.map(({ status, code }) => [status, code])).toEqual(
      rows.map((row) => ['RESOLVED', row['Location Code']]),
    );
  });

  test('a HCPCS code is active on its last day and no more on the next, nor before its first', async () => {
    const on = async (codes: string[], asOf: string) =>
      (await ask(codes.map((code) => ({ system: 'hcpcs', code, target: 'wellstar-charge', asOf })))).map(
        ({ problem }) => problem?.code,
      );
    const rows = readSampleFile('hcpcs/hcpcs-2019.csv');
    const ended = rows.filter((row) => row['term_dt'] === '20181231').map((row) => row['code'] as string);
    expect(ended.length).toBeGreaterThan(10);
    expect(new Set(await on(ended, '2018-12-31'))).toEqual(new Set(['NO_MAPPING']));
    expect(new Set(await on(ended, '2019-01-01'))).toEqual(new Set(['CODE_INACTIVE']));
    const begun = rows.filter((row) => row['add_dt'] === '20190101').map((row) => row['code'] as string);
    expect(begun.length).toBeGreaterThan(10);
    expect(new Set(await on(begun, '2018-12-31'))).toEqual(new Set(['CODE_INACTIVE']));
    expect(new Set(await on(begun, '2019-01-01'))).toEqual(new Set(['NO_MAPPING']));
  });
});

describe('links of item files to devices', () => {
  let links: { source: string; code: string; golden: string; devices: string[] }[];
  let truth: Map<string, string>;
  beforeAll(async () => {
    const key = (source: string, code: string) => `${source} ${code}`;
    truth = new Map(
      readSampleFile('truth/items.csv').map(({ source = '', code = '', primary_di: device = '' }) => [
        key(source, code),
        device,
      ]),
    );
    links = await sql<(typeof links)[number]>(`
      select own.value ->> 'system' as source, record.key as code, membership.golden_id as golden,
             array(select device.key from membership other join source_record device on device.id = other.record_id
                   where other.golden_id = membership.golden_id and other.to_change is null
                     and device.feed = 'gudid-devices') as devices
      from membership
      join source_record record on record.id = membership.record_id
        and record.feed in ('vizient-contract', 'distributor-prices', 'hemm-item-master')
      join source_record_version version on version.record_id = record.id and version.to_change is null
      cross join lateral (select version.codes -> 0) as own(value)
      where membership.to_change is null`);
  });

  const deviceOf = ({ source, code }: FileRow | (typeof links)[number]) => truth.get(`${source} ${code}`);

  test('are right, and as many as they were', () => {
    expect(links.every((link) => deviceOf(link) !== undefined)).toBe(true);
    const linked = links.filter(({ devices }) => devices.length > 0);
    const wrong = linked.filter((link) => link.devices.some((device) => device !== deviceOf(link)));
    const precision = 1 - wrong.length / linked.length;
    expect(precision, `wrong links: ${JSON.stringify(wrong, null, 1)}`).toBeGreaterThanOrEqual(0.999);
    const counted = (source: string) => [
      linked.filter((link) => link.source === source).length,
      links.filter((link) => link.source === source && deviceOf(link) !== '').length,
    ];
    // Linked, of those that are a device of GUDID: recall .969, .888, .662 by certain evidence alone.
    expect({
      contract: counted('vizient-item'),
      prices: counted('dist-b-item'),
      master: counted('erp-item'),
    }).toEqual({ contract: [1_875, 1_934], prices: [2_611, 2_934], master: [1_947, 2_940] });
  });

  test('never bring items of two devices into one golden record, nor an item of none to others', () => {
    const devices = new Map<string, Set<string>>();
    for (const link of links)
      devices.set(link.golden, (devices.get(link.golden) ?? new Set()).add(deviceOf(link) ?? ''));
    expect([...devices].filter(([, each]) => each.size > 1)).toEqual([]);
  });
});

test('each file imported again changes nothing', async () => {
  const before = await digestOf(app.db);
  const [{ newest } = { newest: '' }] = await sql<{ newest: string }>('select max(id) as newest from change');
  expect(await lacksSampleData(app.db)).toBe(false);
  await loadSampleData(app.db);
  const again = await sql<{ file: string; counts: number[]; change: string | null }>(`
    select file_name as file, array[rows_read, rows_applied, rows_unchanged, rows_rejected] as counts,
           change_id as change
    from import_run where state = 'APPLIED' order by created_at offset ${files.length}`);
  expect(again).toEqual(
    files.map(([file, read, , , rejected]) => ({
      file,
      counts: [read, 0, read - rejected, rejected],
      change: null,
    })),
  );
  expect(await sql('select max(id) as newest from change')).toEqual([{ newest }]);
  expect(await digestOf(app.db)).toEqual(before);
});
