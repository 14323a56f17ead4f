import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let app: TestApp;
beforeAll(async () => {
  // Before the hub starts: what is loaded afterwards it knows a moment later.
  app = await openTestApp({ sampleData: [] });
});
afterAll(() => app?.close());

interface Import {
  id: string;
  state: string;
  rowsApplied: number;
  rowsRejected: number;
  revision: string;
}

interface Resolution {
  status: string;
  code: string | null;
  display: string | null;
  path: { kind: string; id: string }[];
  problem: { code: string } | null;
  missId: string | null;
}

/** Sends a file and waits until it is applied. */
async function deliver(profile: string, lines: readonly string[], key: string): Promise<Import> {
  const sent = await app.post<{ status: string }>(
    `/imports/${profile}?file=new.csv`,
    lines.join('\n'),
    key,
    'text/csv',
  );
  expect(sent.status).toBe(202);
  return until('the file to be applied', async () => {
    const { body } = await app.get<Import>(sent.body.status, key);
    return body.state === 'APPLIED' && body;
  });
}

async function graphql<T>(query: string, variables: Record<string, unknown>, key: string): Promise<T> {
  const answer = await app.graphql<T>(query, variables, key);
  expect(answer.errors).toBeUndefined();
  return answer.data;
}

test('from a file with a new item to its code, to a question nobody could answer, to the answer of a steward', async () => {
  const [loader, flow, steward] = await Promise.all(
    ['loader', 'flow', 'steward'].map((role) => app.keyOf(role)),
  );
  if (!loader || !flow || !steward) throw new Error('no keys');
  const ask = async (input: Record<string, unknown>) =>
    (await app.post<Resolution>('/resolve', { system: 'erp-item', code: '900001', ...input }, flow)).body;

  // The hospital has a new item; its charge master has a charge for such things.
  expect(await ask({ target: 'ehr-item', record: false })).toMatchObject({
    status: 'UNRESOLVED',
    problem: { code: 'CODE_UNKNOWN' },
  });
  const items = await deliver(
    'hemm-item-master',
    [
      'Item Number,Mfr Catalog Number,Manufacturer Name,Item Description,Vendor Name,Default Unit of Measure,Unit of Measure,Unit of Measure Quantity,Unit of Measure Contains What Unit of Measure,Default Expense Code,Consigned,Supply Type,Interface Code',
      '900001,ZX-16,Quill Medical,"CATHETER, FOLEY 16 FR",Quill Medical,BX,BX,10,EA,640000,N,MEDSURG,51900001',
    ],
    loader,
  );
  expect(items).toMatchObject({ rowsApplied: 1, rowsRejected: 0 });
  const charges = await deliver(
    'wellstar-supplies',
    [
      'Service Area|Px Code|Procedure Description|Supply #|Unit Price',
      'WS|27100001|HC CATHETER FOLEY|77|10.00',
    ],
    loader,
  );

  // It is a source record, and believed: a golden record.
  const found = await graphql<{
    goldenRecords: { edges: { node: { id: string; name: string; sourceRecords: object[] } }[] };
  }>(
    `{ goldenRecords(domain: ITEM, search: "900001") { edges { node {
         id name sourceRecords { source key rowNumber importId said { attribute } } } } } }`,
    {},
    steward,
  );
  const [golden, ...others] = found.goldenRecords.edges.map(({ node }) => node);
  expect(others).toEqual([]);
  expect(golden).toMatchObject({
    name: 'CATHETER, FOLEY 16 FR',
    sourceRecords: [{ source: 'erp', key: '900001', rowNumber: 2, importId: items.id }],
  });

  // Its number in the ERP is its number in the EHR, by way of it.
  expect(await ask({ target: 'ehr-item', minRevision: items.revision })).toMatchObject({
    status: 'RESOLVED',
    code: '51900001',
    path: [
      { kind: 'RECORD', id: golden?.id },
      { kind: 'RECORD', id: golden?.id },
    ],
    missId: null,
  });

  // What it charges as nobody has said: asked twice, that is one miss and a task for a steward.
  const charge = { target: 'wellstar-charge', purpose: 'CHARGES_AS', minRevision: charges.revision };
  const miss = await ask(charge);
  expect(miss).toMatchObject({ status: 'UNRESOLVED', problem: { code: 'NO_MAPPING' } });
  expect((await ask(charge)).missId).toBe(miss.missId);
  const missOf = `query ($id: ID!) { miss(id: $id) { open count code } task(id: $id) { kind closedAt } }`;
  type MissAndTask = {
    miss: { open: boolean; count: number };
    task: { kind: string; closedAt: string | null } | null;
  };
  const seen = await until('the task of the miss', async () => {
    const now = await graphql<MissAndTask>(missOf, { id: miss.missId }, steward);
    return now.task && now;
  });
  expect(seen).toMatchObject({
    miss: { open: true, count: 2, code: '900001' },
    task: { kind: 'UNRESOLVED_MAPPING', closedAt: null },
  });

  // The steward says so, and whoever asks is answered; through the golden record the EHR's number is, too.
  const { mapMiss } = await graphql<{ mapMiss: { __typename: string; mappingId: string; revision: string } }>(
    'mutation ($input: MapMissInput!) { mapMiss(input: $input) { __typename ... on MissMapped { mappingId revision } } }',
    { input: { missId: miss.missId, code: '27100001', reason: 'the same catheter' } },
    steward,
  );
  expect(mapMiss.__typename).toBe('MissMapped');
  const answered = { status: 'RESOLVED', code: '27100001', display: 'HC CATHETER FOLEY', missId: null };
  expect(await ask({ ...charge, minRevision: mapMiss.revision })).toMatchObject({
    ...answered,
    path: [{ kind: 'MAPPING', id: mapMiss.mappingId }],
  });
  expect(
    await ask({ ...charge, system: 'ehr-item', code: '51900001', minRevision: mapMiss.revision }),
  ).toMatchObject(answered);
  const after = await until('the task to close', async () => {
    const now = await graphql<MissAndTask>(missOf, { id: miss.missId }, steward);
    return now.task?.closedAt ? now : null;
  });
  expect(after.miss).toMatchObject({ open: false, count: 2 });
});
