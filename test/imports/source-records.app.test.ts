import { createHmac, randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { setUpWellstar } from '../support/wellstar.js';

const secret = 'a secret of sixteen';
let app: TestApp;
beforeAll(async () => {
  app = await openTestApp({ signingSecrets: { ehr: secret } });
  await setUpWellstar(app.db);
});
afterAll(() => app?.close());

interface Outcome {
  readonly kind: string;
  readonly goldenId: string | null;
  readonly fault: { field: string; problem: string; rule: string | null; message: string } | null;
}

interface Event {
  readonly id: string;
  readonly state?: string;
  readonly duplicate: boolean;
  readonly outcomes?: readonly Outcome[];
  readonly revision?: string | null;
}

const mutation = `mutation ($source: String!, $records: [SourceRecordInput!]!, $feed: String) {
  upsertSourceRecords(source: $source, records: $records, feed: $feed) {
    ... on SourceRecordsDelivered { revision outcomes { kind goldenId fault { field problem rule message } } }
    ... on SourceRecordsRefused { message } } }`;

async function upsert(
  records: readonly object[],
  { source = 'erp', feed, key }: { source?: string; feed?: string; key?: string } = {},
) {
  const { data, errors } = await app.graphql<{
    upsertSourceRecords: { outcomes: Outcome[]; revision: string | null; message?: string };
  }>(mutation, { source, records, feed }, key);
  expect(errors).toBeUndefined();
  if (!data) throw new Error('no data');
  return data.upsertSourceRecords;
}

async function post(
  body: unknown,
  {
    source = 'erp',
    query = '',
    headers = {},
  }: { source?: string; query?: string; headers?: Record<string, string> } = {},
) {
  const response = await fetch(`${app.address}/records/${source}${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${app.key}`, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Event & { code?: string } };
}

const supplier = (key: string, name: string, more: object = {}) => ({
  ...{ system: 'erp-supplier', key, values: { name } },
  ...more,
});
const kinds = (outcomes: readonly Outcome[] | undefined) => outcomes?.map(({ kind }) => kind);

async function nameOf(key: string) {
  const [row] = await app.db.execute<{ name: string; versions: number; ends: number }>(sql`
    select (select values ->> 'name' from source_record_version live
            where live.record_id = record.id and live.to_change is null) as name,
           (select count(*)::int from source_record_version said where said.record_id = record.id) as versions,
           (select count(*)::int from source_record_end ended where ended.record_id = record.id
            and ended.to_change is null) as ends
    from source_record record where record.key = ${key} and record.feed = 'records'`);
  return row;
}

describe('records that are sent at once', () => {
  test('have their golden record when the answer comes, and resolve from its revision on', async () => {
    const { outcomes, revision } = await upsert([
      supplier('V1', 'New Vendor', { codes: [{ system: 'duns', code: '150483782' }] }),
    ]);
    expect(outcomes).toEqual([{ kind: 'CREATED', goldenId: expect.any(String), fault: null }]);
    const answer = await app.post('/resolve', {
      ...{ system: 'erp-supplier', code: 'V1', target: 'golden', minRevision: revision },
    });
    expect(answer.body).toMatchObject({
      status: 'RESOLVED',
      code: outcomes[0]?.goldenId,
      display: 'New Vendor',
    });
    const again = await upsert([
      supplier('V1', 'New Vendor', { codes: [{ system: 'duns', code: '150483782' }] }),
    ]);
    expect(again).toMatchObject({
      revision: null,
      outcomes: [{ kind: 'UNCHANGED', goldenId: outcomes[0]?.goldenId }],
    });
    expect(kinds((await upsert([supplier('V1', 'Renamed Vendor')])).outcomes)).toEqual(['CHANGED']);
  });

  test('are judged each by itself: one that is bad fails none of its neighbours', async () => {
    const { outcomes } = await upsert([
      supplier('N1', 'Good'),
      supplier('N2', 'Bad', { values: { name: 'Bad', ein: '1234' } }),
      supplier('N3', 'Bad', { values: { roles: ['labeler'] } }),
      supplier('N4', 'Bad', { values: { name: 'Bad', colour: 'red' } }),
      supplier('', 'Bad'),
      { system: 'nowhere', key: 'N6' },
      { system: 'ehr-item', key: 'N7' },
      supplier('N8', 'Bad', { codes: [{ system: 'duns', code: '12' }] }),
      supplier('N9', 'Bad', { version: 'yesterday' }),
      supplier('N10', 'Bad', { validFrom: '2026-02-01', validTo: '2026-01-01' }),
      supplier('N11', 'Bad', {
        values: { name: 'Bad', predecessors: [{ name: 'x' }, { name: 'y', since: 'then' }] },
      }),
      supplier('N12', 'Also good'),
    ]);
    expect(
      outcomes.map(({ kind, fault }) => (fault ? [fault.field, fault.problem, fault.rule] : kind)),
    ).toEqual([
      'CREATED',
      ['values.ein', 'BREAKS_RULE', 'ein'],
      ['values.name', 'MISSING', 'required'],
      ['values', 'UNKNOWN_FIELD', null],
      ['key', 'BAD_LENGTH', null],
      ['system', 'UNKNOWN_SYSTEM', null],
      ['system', 'UNKNOWN_SYSTEM', null],
      ['codes[0].code', 'BAD_LENGTH', null],
      ['version', 'BAD_VERSION', null],
      ['validTo', 'BAD_DATE', null],
      ['values.predecessors[1].since', 'WRONG_TYPE', null],
      'CREATED',
    ]);
  });

  test('of one key count in the order of their versions, whatever their places', async () => {
    const sent = [
      supplier('O1', 'Third', { version: '3' }),
      supplier('O1', 'First', { version: '1' }),
      supplier('O1', 'Second', { version: '2' }),
    ];
    const { outcomes } = await upsert(sent);
    expect(kinds(outcomes)).toEqual(['CREATED', 'LATE', 'LATE']);
    expect(new Set(outcomes.map(({ goldenId }) => goldenId)).size).toBe(1);
    expect(await nameOf('O1')).toEqual({ name: 'Third', versions: 3, ends: 0 });
    expect(await upsert(sent)).toMatchObject({ revision: null });
    expect(await nameOf('O1')).toMatchObject({ versions: 3 });
    expect(kinds((await upsert([supplier('O2', 'a'), supplier('O2', 'b')])).outcomes)).toEqual([
      'LATE',
      'CREATED',
    ]);
    expect(await nameOf('O2')).toMatchObject({ name: 'b' });
  });

  test('that come late overwrite nothing; one that has ended is ended, also for what comes late', async () => {
    await upsert([supplier('L1', 'Second', { version: '2026-02-01T00:00:00Z' })]);
    expect(
      kinds((await upsert([supplier('L1', 'First', { version: '2026-01-01T00:00:00Z' })])).outcomes),
    ).toEqual(['LATE']);
    expect(await nameOf('L1')).toMatchObject({ name: 'Second', versions: 2 });
    const end = supplier('L1', '', { values: null, endedOn: '2026-03-01', version: '2026-03-01T00:00:00Z' });
    const { outcomes, revision } = await upsert([end]);
    expect(kinds(outcomes)).toEqual(['ENDED']);
    expect(kinds((await upsert([end])).outcomes)).toEqual(['UNCHANGED']);
    expect(
      kinds((await upsert([supplier('L1', 'Late', { version: '2026-02-15T00:00:00Z' })])).outcomes),
    ).toEqual(['LATE']);
    expect(await nameOf('L1')).toMatchObject({ name: null, ends: 1 });
    const ask = (asOf: string) =>
      app.post('/resolve', {
        ...{ system: 'erp-supplier', code: 'L1', target: 'golden', minRevision: revision, asOf },
      });
    expect((await ask('2026-02-28')).body).toMatchObject({ status: 'RESOLVED', display: 'Second' });
    expect((await ask('2026-03-01')).body).toMatchObject({ status: 'UNRESOLVED' });
    expect(
      kinds((await upsert([supplier('L1', 'Back', { version: '2026-04-01T00:00:00Z' })])).outcomes),
    ).toEqual(['CHANGED']);
    expect(await nameOf('L1')).toMatchObject({ name: 'Back', ends: 0 });
    expect(
      kinds(
        (await upsert([supplier('L2', '', { values: null, endedOn: '2026-03-01', version: '5' })])).outcomes,
      ),
    ).toEqual(['ENDED']);
    expect(kinds((await upsert([supplier('L2', 'Older', { version: '4' })])).outcomes)).toEqual(['LATE']);
    expect(await nameOf('L2')).toEqual({ name: null, versions: 1, ends: 1 });
  });

  test('that name their own key among their codes as well carry it once, and can end', async () => {
    const own = [{ system: 'erp-supplier', code: 'K1' }];
    expect(kinds((await upsert([supplier('K1', 'Own', { codes: own })])).outcomes)).toEqual(['CREATED']);
    const [row] = await app.db.execute(sql`
      select version.codes from source_record_version version join source_record record on record.id = version.record_id
      where record.key = 'K1'`);
    expect(row).toEqual({ codes: [{ system: 'erp-supplier', issuer: '', code: 'K1', role: 'KEY' }] });
    const end = supplier('K1', '', { values: null, codes: own, endedOn: '2026-03-01' });
    expect(kinds((await upsert([end])).outcomes)).toEqual(['ENDED']);
    expect(await nameOf('K1')).toMatchObject({ name: null, ends: 1 });
  });

  test('of all domains are typed by the declarations, an account of the ledger among them', async () => {
    await app.db.execute(sql`
      insert into code_system (key, title, kind, source, domain)
      values ('erp-account', 'Accounts', 'SOURCE_KEY', 'erp', 'GL_ACCOUNT') on conflict do nothing`);
    const account = {
      name: 'Medical supplies',
      kind: 'EXPENSE',
      segments: [{ name: 'account', value: '548500' }],
    };
    const { outcomes } = await upsert([
      { system: 'erp-account', key: '548500', values: account, validFrom: '2026-01-01' },
      { system: 'erp-account', key: '548501', values: { ...account, kind: 'Cost' } },
    ]);
    expect(outcomes).toMatchObject([
      { kind: 'CREATED' },
      { fault: { field: 'values.kind', rule: 'gl-account-kind' } },
    ]);
    const { data } = await app.graphql<{ goldenRecord: object }>(
      '{ goldenRecord(id: "' +
        outcomes[0]?.goldenId +
        '") { __typename ... on GlAccount { name segments { name value } } sourceRecords { feed rowNumber importId } } }',
    );
    expect(data?.goldenRecord).toEqual({
      ...{ __typename: 'GlAccount', name: 'Medical supplies', segments: account.segments },
      sourceRecords: [{ feed: 'records', rowNumber: null, importId: null }],
    });
  });

  test('carry keys only as keys of things of their domain, and no fillers', async () => {
    const carrying = (key: string, code: object) => supplier(key, key, { codes: [code] });
    const { outcomes } = await upsert([
      carrying('R1', { system: 'duns', code: '150483782', role: 'KEY' }),
      carrying('R2', { system: 'erp-item', code: '7', role: 'KEY' }),
      carrying('R3', { system: 'erp-item', code: '7' }),
      carrying('R4', { system: 'catalog-number', issuer: 'Acme', code: 'N/A' }),
      carrying('R5', { system: 'catalog-number', issuer: 'unknown', code: '100' }),
      carrying('R6', { system: 'ndc', code: '00000123456' }),
    ]);
    expect(outcomes.map(({ kind, fault }) => (fault ? [fault.field, fault.problem] : kind))).toEqual([
      ['codes[0].role', 'ROLE_OF_KEYS'],
      ['codes[0].role', 'ROLE_OF_KEYS'],
      ...['CREATED', 'CREATED', 'CREATED', 'CREATED'],
    ]);
    const carried = await app.db.execute(sql`
      select record.key, code.value ->> 'system' as system, code.value ->> 'role' as role
      from source_record record join source_record_version said on said.record_id = record.id
      cross join lateral jsonb_array_elements(said.codes) as code(value)
      where record.key in ('R3', 'R4', 'R5', 'R6') and code.value ->> 'system' <> 'erp-supplier'`);
    expect(carried).toEqual([{ key: 'R3', system: 'erp-item', role: 'UNKNOWN' }]);
  });

  test('may hold variables of the document anywhere inside their values, however often it is sent', async () => {
    const document = `mutation ($name: String, $alias: String!) { upsertSourceRecords(source: "erp", records: [
      { system: "erp-supplier", key: "GV", values: { name: $name, aliases: [$alias, "two"] } }]) {
      ... on SourceRecordsDelivered { outcomes { kind fault { field problem } } } } }`;
    for (const name of ['First', 'Second', 'Third', 'Fourth']) {
      const { data, errors } = await app.graphql<{ upsertSourceRecords: { outcomes: Outcome[] } }>(document, {
        ...{ name, alias: `alias of ${name}` },
      });
      expect(errors).toBeUndefined();
      expect(data?.upsertSourceRecords.outcomes).toMatchObject([{ fault: null }]);
      const [row] = await app.db.execute(sql`
        select values from source_record_version said join source_record record on record.id = said.record_id
        where record.key = 'GV' and said.to_change is null`);
      expect(row).toEqual({ values: { name, aliases: [`alias of ${name}`, 'two'] } });
    }
    const { errors } = await app.graphql(document, { alias: 'x' });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  test('of a key confined to some systems carry no codes of others', async () => {
    const key = await app.keyOf('loader', ['erp-supplier']);
    const carrying = supplier('X2', 'x', { codes: [{ system: 'duns', code: '150483782' }] });
    expect(await upsert([carrying], { key })).toEqual({ message: expect.stringContaining('confined') });
    const response = await fetch(`${app.address}/records/erp?wait=matched`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ records: [carrying] }),
    });
    expect(response.status).toBe(403);
    expect(await nameOf('X2')).toBeUndefined();
    const both = await app.keyOf('loader', ['erp-supplier', 'duns']);
    expect(kinds((await upsert([carrying], { key: both })).outcomes)).toEqual(['CREATED']);
  });

  test('of a key confined to some systems are refused for others, and none is taken', async () => {
    const key = await app.keyOf('loader', ['erp-item']);
    expect(await upsert([supplier('X1', 'x')], { key })).toEqual({
      message: expect.stringContaining('confined'),
    });
    expect(await nameOf('X1')).toBeUndefined();
    expect(await upsert([], {})).toEqual({ message: expect.stringContaining('1,000'.replace(',', '')) });
    expect(await upsert([supplier('X1', 'x')], { source: 'steward' })).toEqual({
      message: 'There is no such source system.',
    });
    expect(await upsert([supplier('X1', 'x')], { source: 'nobody' })).toEqual({
      message: 'There is no such source system.',
    });
  });
});

describe('an event', () => {
  test('that waits is answered with what became of each record', async () => {
    const { status, body } = await post(
      { records: [supplier('E1', 'Event'), { key: 'E2' }] },
      { query: '?wait=matched' },
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ state: 'APPLIED', duplicate: false, revision: expect.any(String) },
      outcomes: [
        { kind: 'CREATED', goldenId: expect.any(String), fault: null },
        { kind: 'REJECTED', goldenId: null, fault: { field: 'system', problem: 'WRONG_TYPE' } },
      ],
    });
  });

  test('that does not wait is taken by the worker', async () => {
    const { status, body } = await post({ records: [supplier('E3', 'Event')] });
    expect(status).toBe(202);
    expect(body).toMatchObject({ state: 'RECEIVED' });
    const applied = await until('the event is applied', async () => {
      const answer = await app.get<Event>(`/records/erp/${body.id}`);
      return answer.body.state === 'APPLIED' ? answer.body : undefined;
    });
    expect(kinds(applied.outcomes)).toEqual(['CREATED']);
  });

  test('that was kept before a crash is found by the worker', async () => {
    const id = randomUUID();
    await app.db.execute(sql`
      insert into record_event (id, source, event_id, body, actor)
      values (${id}, 'erp', ${id}, ${sql.param(Buffer.from(JSON.stringify({ records: [supplier('E4', 'Crash')] })))}, 'test')`);
    await until('the event is applied', async () => {
      const [row] = await app.db.execute<{ state: string }>(
        sql`select state from record_event where id = ${id}`,
      );
      return row?.state === 'APPLIED' ? row : undefined;
    });
    expect(await nameOf('E4')).toMatchObject({ name: 'Crash' });
  });

  test('sent 12 times at the same instant is one event, and everybody is told the same', async () => {
    const id = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        post(
          { records: [supplier('E5', 'Once')] },
          { query: '?wait=matched', headers: { 'webhook-id': id } },
        ),
      ),
    );
    expect(answers.filter(({ body }) => !body.duplicate)).toHaveLength(1);
    expect(
      new Set(answers.map(({ body }) => JSON.stringify([body.id, body.outcomes, body.revision]))).size,
    ).toBe(1);
    expect(kinds(answers[0]?.body.outcomes)).toEqual(['CREATED']);
    expect(await nameOf('E5')).toEqual({ name: 'Once', versions: 1, ends: 0 });
  });

  test('whose id another body has taken is refused', async () => {
    const headers = { 'webhook-id': randomUUID() };
    const send = (name: string) =>
      post({ records: [supplier('E8', name)] }, { query: '?wait=matched', headers });
    expect((await send('First')).status).toBe(200);
    expect(await send('Second')).toMatchObject({ status: 409, body: { code: 'EVENT_ID_TAKEN' } });
    expect(await send('First')).toMatchObject({ status: 200, body: { duplicate: true } });
    expect(await nameOf('E8')).toEqual({ name: 'First', versions: 1, ends: 0 });
  });

  test('without an id is news again, also if its body was sent before', async () => {
    for (const name of ['A', 'B', 'A'])
      expect(await post({ records: [supplier('E9', name)] }, { query: '?wait=matched' })).toMatchObject({
        ...{ status: 200, body: { duplicate: false } },
      });
    expect(await nameOf('E9')).toEqual({ name: 'A', versions: 3, ends: 0 });
  });

  test('that waits for a file leaves the hub’s connections to others: 15 of them, and the hub answers', async () => {
    const answers: Promise<{ status: number; body: Event }>[] = [];
    await app.db.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(7268)`);
      for (let at = 0; at < 15; at++)
        answers.push(post({ records: [supplier(`W${at}`, 'Waits')] }, { query: '?wait=matched' }));
      await until('all are kept', async () => {
        const [row] = await tx.execute<{ n: number }>(sql`
          select count(*)::int as n from record_event where state = 'RECEIVED'`);
        return row?.n === 15;
      });
      const { errors } = await app.graphql('{ misses(first: 1) { edges { cursor } } }');
      expect(errors).toBeUndefined();
      const [waiting] = await tx.execute<{ n: number }>(sql`
        select count(*)::int as n from pg_locks where locktype = 'advisory' and objid = 7268 and not granted
          and database = (select oid from pg_database where datname = current_database())`);
      expect(waiting?.n).toBeLessThanOrEqual(2);
    });
    // Told at once what became of it, or where to ask: a machine with other work may need longer than anybody waits.
    expect(new Set((await Promise.all(answers)).map(({ status }) => Math.floor(status / 100)))).toEqual(
      new Set([2]),
    );
    await until(
      'all are applied',
      async () => {
        const [row] = await app.db.execute<{ n: number }>(sql`
          select count(*)::int as n from source_record where key ~ '^W[0-9]+$'`);
        return row?.n === 15;
      },
      60_000,
    );
  });

  test('and another with two versions of a record at the same instant, in both orders, leave the newer', async () => {
    for (const round of [0, 1, 2, 3]) {
      const key = `E6-${round}`;
      const events = [
        { records: [supplier(key, 'Old', { version: '1' })] },
        { records: [supplier(key, 'New', { version: '2' })] },
      ];
      if (round % 2) events.reverse();
      const answers = await Promise.all(events.map((event) => post(event, { query: '?wait=matched' })));
      expect(await nameOf(key)).toEqual({ name: 'New', versions: 2, ends: 0 });
      expect(new Set(answers.map(({ body }) => body.outcomes?.[0]?.goldenId)).size).toBe(1);
    }
  });

  test('of a source with a secret is taken only if it is signed, lately and over this body', async () => {
    const body = JSON.stringify({ records: [{ system: 'ehr-dept', key: 'W1', values: { name: 'Ward 1' } }] });
    const sign = (
      text: string,
      { id = randomUUID() as string, at = Date.now() / 1000, by = secret } = {},
    ) => {
      const timestamp = String(Math.floor(at));
      const mac = createHmac('sha256', by).update(`${id}.${timestamp}.${text}`).digest('base64');
      return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,AAAA v1,${mac}` };
    };
    const send = (headers: Record<string, string>) =>
      post(body, { source: 'ehr', query: '?wait=matched', headers });
    const [before] = await app.db.execute<{ n: number }>(sql`select count(*)::int as n from record_event`);
    for (const headers of [
      {},
      sign(`${body} `),
      sign(body, { by: 'another secret of it' }),
      sign(body, { at: Date.now() / 1000 - 600 }),
      { ...sign(body), 'webhook-id': randomUUID() },
    ]) {
      expect(await send(headers)).toMatchObject({ status: 401, body: { code: 'BAD_SIGNATURE' } });
    }
    expect(await app.db.execute(sql`select count(*)::int as n from record_event`)).toEqual([before]);
    expect((await send(sign(body))).status).toBe(200);
  });

  test.each([
    ['that is no JSON', '{', 400],
    ['without records', { records: [] }, 400],
    ['of over a thousand records', { records: Array.from({ length: 1001 }, () => ({})) }, 400],
    ['that nests deeper than any record', `{"records":[${'['.repeat(200_000)}${']'.repeat(200_000)}]}`, 400],
    ['whose feed is no feed', { records: [{}], feed: 'A B' }, 400],
    ['larger than a megabyte', `{"records":["${'x'.repeat(1024 * 1024)}"]}`, 413],
  ])('%s is refused whole', async (_, body, status) => {
    expect((await post(body)).status).toBe(status);
  });

  test('of a source that is not there, or that somebody else sent, is not found', async () => {
    expect((await post({ records: [{}] }, { source: 'nobody' })).status).toBe(404);
    const { body } = await post({ records: [supplier('E7', 'Mine')] });
    expect((await app.get(`/records/erp/${body.id}`, await app.keyOf('loader'))).status).toBe(404);
  });
});
