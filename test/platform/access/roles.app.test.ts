import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Operation, operationsOf } from '../../support/operations.js';
import { openTestApp, type TestApp } from '../../support/test-app.js';

let app: TestApp;
let operations: Operation[];
beforeAll(async () => {
  app = await openTestApp({ worker: false });
  operations = await operationsOf(app);
});
afterAll(() => app?.close());

const reading = [
  'changes',
  'codeReleases',
  'codeSystems',
  'codes',
  'contextKeys',
  'domains',
  'events',
  'goldenRecord',
  'goldenRecords',
  'import',
  'importProfiles',
  'imports',
  'linkConflict',
  'linkConflicts',
  'mappingProposal',
  'mappingProposals',
  'mappings',
  'matchCandidates',
  'matchModels',
  'matchQuality',
  'matchReview',
  'matchReviews',
  'matchRun',
  'matchRuns',
  'mergePreview',
  'miss',
  'misses',
  'node',
  'nodes',
  'overview',
  'policies',
  'relationKinds',
  'releaseCalendar',
  'releaseChanges',
  'retiredCodeUse',
  'retiredCodeUses',
  'routingRules',
  'task',
  'taskCounts',
  'taskQueues',
  'tasks',
  'unmergePreview',
  'viewer',
  'workingCalendars',
];
const proposing = ['mappingCoverage', 'proposeMapping', 'rejectMapping'];
const asking = ['resolve', 'resolveMany'];
const deciding = [
  'acceptSuccessors',
  'addBillingUnit',
  'addContent',
  'addMapping',
  'addPackaging',
  'assignTask',
  'claimNextTask',
  'claimTask',
  'commentOnTask',
  'decideMatchReview',
  'approveMapping',
  'approveRelation',
  'endRelation',
  'judgeRecords',
  'labelMatchPair',
  'mapMiss',
  'mergeGoldenRecords',
  'nextMatchLabel',
  'overrideValue',
  'retireMapping',
  'retirePackaging',
  'returnTask',
  'saveNoticeAddress',
  'settleConflict',
  'snoozeTask',
  'splitGoldenRecord',
  'stateRelation',
  'unmergeGoldenRecords',
  'withdrawJudgement',
  'withdrawOverride',
];
const delivering = ['upsertSourceRecords'];
const managing = [
  'activateMatchModel',
  'addCodeSystem',
  'cancelMatchRun',
  'changeCodeSystem',
  'changeRouting',
  'changeSurvivorship',
  'createApiKey',
  'declareContextKey',
  'drawMatchSample',
  'learnMatchModel',
  'pauseMatchRun',
  'recalibrateMatchModel',
  'resumeMatchRun',
  'revokeApiKey',
  'saveAbsence',
  'saveTaskQueue',
  'saveWorkingCalendar',
  'setPolicy',
  'startMatchRun',
  'survivorshipPreview',
];
/** Golden records hold what all systems say. */
const ofTheWholeHub = [
  'decideMatchReview',
  'approveRelation',
  'changes',
  'domains',
  'endRelation',
  'goldenRecord',
  'goldenRecords',
  'judgeRecords',
  'labelMatchPair',
  'linkConflict',
  'linkConflicts',
  'matchCandidates',
  'matchModels',
  'matchQuality',
  'matchReview',
  'matchReviews',
  'matchRun',
  'matchRuns',
  'mergeGoldenRecords',
  'mergePreview',
  'nextMatchLabel',
  'node',
  'nodes',
  'overrideValue',
  'relationKinds',
  'settleConflict',
  'splitGoldenRecord',
  'stateRelation',
  'unmergeGoldenRecords',
  'unmergePreview',
  'withdrawJudgement',
  'withdrawOverride',
];

/** What each role may do, said a second time by hand: a wider role table has to be meant. */
const allowed: Readonly<Record<string, { operations: string[]; routes: string[] }>> = {
  reader: { operations: reading, routes: ['GET /imports/:id'] },
  flow: {
    operations: ['codeReleases', 'codeSystems', 'events', 'releaseCalendar', 'viewer', ...asking],
    routes: ['POST /resolve'],
  },
  loader: {
    operations: [...reading, ...asking, ...proposing, ...delivering],
    routes: ['GET /imports/:id', 'POST /imports/:profile', 'POST /records/:source', 'POST /resolve'],
  },
  steward: {
    operations: [...reading, ...asking, ...proposing, ...deciding],
    routes: ['GET /imports/:id', 'POST /resolve'],
  },
  administrator: {
    operations: [...reading, ...asking, ...proposing, ...deciding, ...delivering, ...managing],
    routes: ['GET /imports/:id', 'POST /imports/:profile', 'POST /records/:source', 'POST /resolve'],
  },
};

describe.each(Object.entries(allowed))('a %s', (role, may) => {
  test('may ask exactly what the table lists', async () => {
    const key = await app.keyOf(role);
    const answered: string[] = [];
    for (const { field, document } of operations) {
      const { errors } = await app.graphql(document, undefined, key);
      if (errors?.[0]?.extensions.code !== 'FORBIDDEN') answered.push(field);
    }
    expect(answered.sort()).toEqual([...may.operations].sort());
  });

  test('may use exactly the routes the table lists', async () => {
    const key = await app.keyOf(role);
    const used = {
      'GET /imports/:id': await app.get('/imports/none', key),
      'POST /imports/:profile': await app.post('/imports/wellstar-supplies', {}, key),
      'POST /records/:source': await app.post('/records/erp', {}, key),
      'POST /resolve': await app.post('/resolve', {}, key),
    };
    const answered = Object.entries(used).filter(([, { status }]) => status !== 403);
    expect(answered.map(([route]) => route)).toEqual(may.routes);
  });
});

test.each(['reader', 'flow', 'loader', 'steward'])(
  'a %s may no more and no less when confined, but for golden records',
  async (role) => {
    const key = await app.keyOf(role, ['gtin']);
    for (const { field, document } of operations) {
      const { errors } = await app.graphql(document, undefined, key);
      const refused = errors?.[0]?.extensions.code === 'FORBIDDEN';
      const may = allowed[role]?.operations.includes(field) && !ofTheWholeHub.includes(field);
      expect([field, refused]).toEqual([field, !may]);
    }
  },
);

test('a confined administrator has no power over keys nor over what the whole hub believes', async () => {
  const key = await app.keyOf('administrator', ['gtin']);
  for (const { document } of operations.filter(({ field }) => managing.includes(field))) {
    expect((await app.graphql(document, undefined, key)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  }
});
