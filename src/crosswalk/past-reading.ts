import { sqlState } from '../platform/db/db.js';
import type { Problem } from '../platform/problem.js';
import type { IndexFollower } from './index/index-follower.js';
import type { CodeRow, ResolveIndex } from './index/resolve-index.js';
import { type Circumstances, type ResolveQuestion, readSaid, understand } from './question.js';
import type { Reading } from './reading.js';
import { isRevision } from './revision-text.js';
import { goldenSystem } from './system-directory.js';

/** Where questions are read. */
export interface ReadAt {
  readonly reading: Reading;
  readonly circumstances: Circumstances;
}

/** Why nothing can be read at a revision. */
export interface RevisionProblem {
  readonly status: 'INVALID' | 'UNAVAILABLE';
  readonly problem: Problem;
}

const notReached: RevisionProblem = {
  status: 'UNAVAILABLE',
  problem: {
    code: 'REVISION_NOT_REACHED',
    message: 'this process has not reached that revision within 2 seconds: ask again',
  },
};
const historyAway: RevisionProblem = {
  status: 'UNAVAILABLE',
  problem: {
    code: 'HISTORY_AWAY',
    message:
      'that revision is older than what this process holds, and the database is out of reach: ask again',
  },
};
export const revisionUnknown: Problem = {
  code: 'REVISION_UNKNOWN',
  message: 'no revision with that number has been published yet',
};

export function revisionProblem({ minRevision }: ResolveQuestion, pin: number): RevisionProblem | undefined {
  if (minRevision == null) return undefined;
  if (!isRevision(minRevision)) return badRevision('minRevision');
  return Number(minRevision) > pin ? notReached : undefined;
}

function badRevision(field: string): RevisionProblem {
  return invalid({ code: 'BAD_REVISION', message: `${field} is a whole number` });
}

function invalid(problem: Problem): RevisionProblem {
  return { status: 'INVALID', problem };
}

type Past = ReadonlyMap<string, ReadAt | RevisionProblem>;
const nobodyAsks: Past = new Map();

/** For every past revision that questions name, where they are read: in memory if the index reaches back so far, else in
 *  a small index of what the database held then around these questions. */
export async function readPast(
  follower: IndexFollower,
  questions: readonly ResolveQuestion[],
  reading: Reading,
  circumstancesAt: (reading: Reading) => Circumstances,
): Promise<Past> {
  const named = new Set(questions.flatMap(({ atRevision }) => atRevision ?? []));
  if (named.size === 0) return nobodyAsks;
  const past = new Map<string, ReadAt | RevisionProblem>();
  for (const text of named) {
    const asked = questions.filter(({ atRevision }) => atRevision === text);
    past.set(text, await readAt(follower, text, asked, reading, circumstancesAt));
  }
  return past;
}

async function readAt(
  follower: IndexFollower,
  text: string,
  questions: readonly ResolveQuestion[],
  reading: Reading,
  circumstancesAt: (reading: Reading) => Circumstances,
): Promise<ReadAt | RevisionProblem> {
  if (!isRevision(text)) return badRevision('atRevision');
  const pin = Number(text);
  const over = (index: ResolveIndex): ReadAt => {
    const then = { ...reading, index, pin };
    return { reading: then, circumstances: circumstancesAt(then) };
  };
  if (follower.builtAt <= pin && pin <= reading.pin) return over(reading.index);
  try {
    const { oldest, newest } = await follower.published();
    if (pin > newest) return invalid(revisionUnknown);
    if (pin > reading.pin) return notReached;
    if (pin + 1 < oldest) return invalid(expired(oldest));
    return over(await follower.past(startsOf(questions, over(reading.index).circumstances), pin));
  } catch (error) {
    if (!isAway(error)) throw error;
    return historyAway;
  }
}

function expired(oldest: number): Problem {
  const message = `what the hub knew then is no longer kept; the oldest revision is ${oldest}`;
  return { code: 'REVISION_EXPIRED', message };
}

/** PostgreSQL did not answer, or says that it is going down; anything else it says is a fault of ours. */
function isAway(error: unknown): boolean {
  const state = sqlState(error);
  return state === undefined
    ? error instanceof Error && !(error instanceof TypeError)
    : /^(08|57P)/.test(state);
}

/** From where the walks of some questions begin. */
export interface PastStarts {
  readonly codes: readonly Omit<CodeRow, 'id'>[];
  readonly codeIds: readonly number[];
  readonly goldens: readonly string[];
}

/** The codes and golden records that questions name: those asked, all readings of what may be read in several ways, those
 *  of the context, and the policies’ defaults. */
function startsOf(questions: readonly ResolveQuestion[], circumstances: Circumstances): PastStarts {
  const codes: Omit<CodeRow, 'id'>[] = [];
  const codeIds: number[] = [];
  const goldens: string[] = [];
  const noted: Circumstances = {
    ...circumstances,
    // Which day it is does not matter here, nor which of several readings is known: all are read.
    clockAt: () => circumstances,
    isKnown: ({ id: system }, issuer, normal) => {
      codes.push({ system, issuer, normal });
      return false;
    },
  };
  for (const question of questions) {
    const asked = understand(question, noted);
    const context = readSaid(question, noted);
    for (const { goldenId, code } of context.kind === 'said' ? context.said : []) {
      if (goldenId !== null) goldens.push(goldenId);
      if (code) codes.push(code);
    }
    if (asked.kind === 'invalid') continue;
    const { system, issuer, normal, policy } = asked;
    if (system === goldenSystem) goldens.push(normal);
    else codes.push({ system: system.id, issuer, normal });
    if (policy.defaultCode !== null) codeIds.push(policy.defaultCode);
  }
  return { codes, codeIds, goldens };
}
