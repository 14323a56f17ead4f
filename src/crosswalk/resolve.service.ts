import { type Caller, mayInSystem } from '../platform/access/ability.js';
import type { Problem } from '../platform/problem.js';
import { dayIn, formatDay } from './day.js';
import { type IndexFollower, staleAfterMs } from './index/index-follower.js';
import type { NotConverted } from './measured-question.js';
import { missId } from './miss-key.js';
import type { MissRecorder } from './miss-recorder.js';
import { type Circumstances, type ResolveQuestion, type UnderstoodQuestion, understand } from './question.js';
import type { Reading } from './reading.js';
import { Resolution } from './resolution.js';
import { isKnown } from './standing.js';
import { goldenSystem } from './system-directory.js';
import type { Ambiguity, Walk, WalkProblem } from './walk.js';
import { walkAsked } from './walk-asked.js';

const revisionWaitMs = 2_000;

const sentences: Readonly<Record<WalkProblem, string>> = {
  CODE_UNKNOWN: 'no source has delivered this code, no mapping names it, and there is no such record',
  CODE_INACTIVE: 'the code is known but not active on that date',
  NO_MAPPING: 'the code is known, but nothing says what it is in the target system',
  TARGET_INACTIVE: 'the codes it maps to are not active on that date',
};
const ambiguities: Readonly<Record<Ambiguity, string>> = {
  SEVERAL_TARGETS: 'several codes answer with equal standing; none was chosen',
  SEVERAL_RECORDS: 'a code on the way points at several golden records; none was chosen',
  ROADS_DISAGREE: 'a mapping and the golden record behind the code lead to different codes; none was chosen',
};
const notReached: Problem = {
  code: 'REVISION_NOT_REACHED',
  message: 'this process has not reached that revision within 2 seconds: ask again',
};
const ledgerAway: Problem = {
  code: 'LEDGER_AWAY',
  message: 'the miss could not be written down: ask again',
};

/** Answers questions from memory: all questions of one request at one revision and one clock reading. */
export class ResolveService {
  readonly #dayAtPlace: (instant: Date) => number;

  constructor(
    private readonly follower: IndexFollower,
    private readonly misses: MissRecorder,
    timeZone: string,
  ) {
    this.#dayAtPlace = dayIn(timeZone);
  }

  async ask(questions: readonly ResolveQuestion[], caller: Caller, now = new Date()): Promise<Resolution[]> {
    await this.#reach(questions);
    const reading = this.#reading();
    const circumstances: Circumstances = {
      directory: reading.directory,
      today: this.#dayAtPlace(now),
      dayAtPlace: this.#dayAtPlace,
      maySee: onceEach((system) => mayInSystem(caller.ability, 'ask Resolution', system)),
      isKnown: ({ id: system }, issuer, normal) =>
        isKnown(reading.index, { system, issuer, normal, pin: reading.pin }),
      goldenToo: true,
    };
    const writing: Promise<void>[] = [];
    const answers = questions.map((question) => {
      const problem = revisionProblem(question, reading);
      if (problem) return problem;
      return this.#answer(question, reading, circumstances, caller, writing);
    });
    if (writing.length === 0) return answers;
    const lost = (await Promise.allSettled(writing)).some((write) => write.status === 'rejected');
    return lost ? answers.map((answer) => withoutLedger(answer, reading)) : answers;
  }

  /** Waits for the newest `minRevision` of the request; a number far ahead costs the caller 2 s, nobody else. */
  async #reach(questions: readonly ResolveQuestion[]): Promise<void> {
    const wanted = questions.reduce((most, { minRevision }) => {
      return minRevision != null && isRevision(minRevision) ? Math.max(most, Number(minRevision)) : most;
    }, 0);
    if (wanted > this.follower.index.revision) await this.follower.reaches(wanted, revisionWaitMs);
  }

  #reading(): Reading {
    const { index, directory, ageMs } = this.follower;
    const stale = ageMs > staleAfterMs;
    return { index, directory, pin: index.revision, stale, ageMs: stale ? Math.round(ageMs) : null };
  }

  #answer(
    question: ResolveQuestion,
    reading: Reading,
    circumstances: Circumstances,
    caller: Caller,
    writing: Promise<void>[],
  ): Resolution {
    const asked = understand(question, circumstances);
    if (asked.kind === 'invalid') return new Resolution(reading, 'INVALID', asked.problem);
    const { system, target } = asked;
    const { walking, measured, found } = walkAsked(reading.index, asked, reading.pin);
    if (found.kind === 'unfit') return new Resolution(reading, 'INVALID', found.problem);
    const about = { question: walking, written: asked.chosen ? question.code : null, measured };
    if (found.kind === 'resolved') return new Resolution(reading, 'RESOLVED', null, about, found);
    const [status, problem] = missOutcome(found);
    const answer = new Resolution(reading, status, problem, about, found);
    if (question.record !== false && system !== goldenSystem && target !== goldenSystem) {
      answer.missId = this.#record(question, asked, { status, problem }, reading, caller, writing);
    }
    return answer;
  }

  /** A miss is between two code systems: a question from or to golden records leaves none. */
  #record(
    question: ResolveQuestion,
    { system, target, issuer, normal, purpose, onMiss, day }: UnderstoodQuestion,
    { status, problem }: { status: 'UNRESOLVED' | 'AMBIGUOUS'; problem: Problem },
    reading: Reading,
    caller: Caller,
    writing: Promise<void>[],
  ): string {
    const id = missId({ system: system.key, issuer, normal, target: target.key, purpose });
    writing.push(
      this.misses.record({
        id,
        systemId: system.id,
        issuer,
        normal,
        targetSystemId: target.id,
        purpose,
        written: question.code,
        outcome: status,
        problem: problem.code,
        onMiss,
        revision: reading.pin,
        waiter: {
          caller: caller.actor,
          context: [],
          asOf: question.asOf == null ? null : formatDay(day),
          quantity: question.quantity ?? null,
          unit: question.unit ?? null,
          ref: question.ref ?? null,
        },
      }),
    );
    return id;
  }
}

function missOutcome(
  found: Exclude<Walk, { kind: 'resolved' }> | NotConverted,
): ['UNRESOLVED' | 'AMBIGUOUS', Problem] {
  if (found.kind === 'ambiguous') {
    return ['AMBIGUOUS', { code: found.because, message: ambiguities[found.because] }];
  }
  if (found.kind === 'not-converted') return ['UNRESOLVED', found.problem];
  return ['UNRESOLVED', { code: found.problem, message: sentences[found.problem] }];
}

function revisionProblem({ minRevision }: ResolveQuestion, reading: Reading): Resolution | undefined {
  if (minRevision == null) return undefined;
  if (!isRevision(minRevision)) {
    return new Resolution(reading, 'INVALID', {
      code: 'BAD_REVISION',
      message: 'minRevision is a whole number',
    });
  }
  return Number(minRevision) > reading.pin ? new Resolution(reading, 'UNAVAILABLE', notReached) : undefined;
}

function isRevision(text: string): boolean {
  return /^\d{1,15}$/.test(text);
}

/** An answer that should have left a miss, when the ledger could not be reached: nothing is claimed to be recorded. */
function withoutLedger(answer: Resolution, reading: Reading): Resolution {
  return answer.missId === null ? answer : new Resolution(reading, 'UNAVAILABLE', ledgerAway);
}

function onceEach(decide: (system: string) => boolean): (system: string) => boolean {
  const decided = new Map<string, boolean>();
  return (system) => {
    const known = decided.get(system);
    if (known !== undefined) return known;
    const answer = decide(system);
    decided.set(system, answer);
    return answer;
  };
}
