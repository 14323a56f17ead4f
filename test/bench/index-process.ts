import { buildIndex } from '../../src/crosswalk/index/build-index.js';
import { IndexFollower } from '../../src/crosswalk/index/index-follower.js';
import {
  liveCodes,
  liveFacts,
  liveNames,
  liveRecordCodes,
} from '../../src/crosswalk/index/index-rows.queries.js';
import { liveMappings } from '../../src/crosswalk/index/mapping-rows.queries.js';
import type { ResolveIndex } from '../../src/crosswalk/index/resolve-index.js';
import { mappingOn } from '../../src/crosswalk/road.js';
import { walk } from '../../src/crosswalk/walk.js';
import type { Question } from '../../src/crosswalk/walk-question.js';
import { connect, type Db } from '../../src/platform/db/db.js';
import type { IndexAnswer, IndexQuestion, Memory, Pace } from './index-questions.js';
import { answerParent } from './process.js';

/* One index in a process of its own, run with --expose-gc: what it weighs, how fast it is read in, walked and kept
 * fresh. */

let db: Db | undefined;
let follower: IndexFollower | undefined;

answerParent<IndexQuestion, IndexAnswer>(
  (question) => {
    db ??= connect(question.databaseUrl, { max: 3, name: 'bench index' });
    switch (question.kind) {
      case 'memory':
        return weigh(db);
      case 'build':
        return timed(() => buildIndex(db as Db));
      case 'copy':
        return timed(() => readOnly(db as Db));
      case 'walk':
        return pace(db);
      case 'follow':
        return follow(db);
      case 'seen':
        return seenAt(question.revision);
      default:
        return question satisfies never;
    }
  },
  async () => {
    await follower?.stop();
    await db?.$client.end({ timeout: 5 });
  },
);

async function weigh(db: Db): Promise<Memory> {
  await readOnly(db); // the connection's own buffers are not the index's
  global.gc?.();
  const before = process.memoryUsage();
  const peak = watchPeak();
  const { index } = await buildIndex(db);
  const highest = peak.stop();
  global.gc?.();
  const after = process.memoryUsage();
  return {
    mappings: index.mappings.length,
    indexBytes: index.bytes,
    rssBytes: after.rss - before.rss,
    peakRssBytes: highest - before.rss,
  };
}

/** The kernel's own highest mark covers moments that no timer sees. */
function watchPeak() {
  return { stop: () => process.resourceUsage().maxRSS * 1024 };
}

async function timed(work: () => Promise<unknown>): Promise<{ ms: number }> {
  global.gc?.();
  const start = performance.now();
  await work();
  return { ms: performance.now() - start };
}

/** The same rows out of the database, looked at by nobody. */
async function readOnly(db: Db): Promise<number> {
  let bytes = 0;
  const connection = await db.$client.reserve();
  try {
    for (const copy of [liveCodes, liveFacts, liveMappings, liveNames, liveRecordCodes]) {
      const stream = await connection.unsafe(copy).readable();
      for await (const chunk of stream) bytes += (chunk as Uint8Array).length;
      stream._read(0); // see build-index.ts
    }
  } finally {
    connection.release();
  }
  return bytes;
}

const blocks = 50;
/** Questions made just before they are asked, as a request brings them: in the cache, their hashes not yet known. */
const blockLength = 10_000;

/** Walks a second, and lookups of the same codes in a Map a second, in turns. */
async function pace(db: Db): Promise<Pace[]> {
  const { index, directory } = await buildIndex(db);
  const system = directory.system('wellstar-supply')?.id ?? 0;
  const target = directory.system('wellstar-charge')?.id ?? 0;
  const rows: number[] = [];
  const map = new Map<string, number>();
  for (let row = 0; row < index.codes.length; row++) {
    if (index.codes.systemOf(row) !== system) continue;
    rows.push(row);
    map.set(index.codes.normalOf(row), row);
  }
  const random = randomly(rows);
  const questions = () =>
    Array.from(
      { length: blockLength },
      (_, at): Question => ({
        system,
        target,
        issuer: '',
        normal: Buffer.from(index.codes.normalOf(random())).toString('latin1'),
        purpose: 'CHARGES_AS',
        level: null,
        day: at % 2 === 0 ? 20_500 : 19_000,
        pin: index.revision,
      }),
    );
  const paces: Pace[] = [];
  for (let round = 0; round < 6; round++) {
    let [walking, looking] = [0, 0];
    for (let block = 0; block < blocks; block++) {
      looking += msOf(questions(), (question) => map.get(question.normal) ?? -1);
      walking += msOf(questions(), (question) => walked(index, question));
    }
    const perSecond = (ms: number) => (blocks * blockLength * 1000) / ms;
    const [walks, lookups] = [perSecond(walking), perSecond(looking)];
    if (round > 0) paces.push({ walks, lookups });
  }
  return paces;
}

function walked(index: ResolveIndex, question: Question): number {
  const found = walk(index, question);
  if (found.kind !== 'resolved') throw new Error(`a bench question must resolve, not ${found.kind}`);
  return mappingOn(found.road);
}

function msOf(questions: readonly Question[], work: (question: Question) => number): number {
  let sum = 0;
  const start = performance.now();
  for (const question of questions) sum += work(question);
  const ms = performance.now() - start;
  if (sum < 0) throw new Error('a code was not found');
  return ms;
}

/** The same order at every run. */
function randomly<T>(from: readonly T[]): () => T {
  let state = 0x2545f491;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return from[(state >>> 0) % from.length] as T;
  };
}

const seen = new Map<number, number>();

async function follow(db: Db): Promise<{ revision: number }> {
  follower = new IndexFollower(db, (error) => process.stderr.write(`${String(error)}\n`));
  await follower.start();
  const { index } = follower;
  const publish = index.publish.bind(index);
  index.publish = (revision) => {
    publish(revision);
    seen.set(revision, performance.timeOrigin + performance.now());
  };
  return { revision: index.revision };
}

/** When a revision, or one after it, was first shown here, on the machine's clock. */
async function seenAt(revision: number): Promise<{ at: number }> {
  for (;;) {
    for (const [shown, at] of seen) if (shown >= revision) return { at };
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
