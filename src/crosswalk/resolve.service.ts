import { type Caller, mayInSystem } from '../platform/access/ability.js';
import type { Problem } from '../platform/problem.js';
import { PlaceClocks } from './clock.js';
import type { SaidValue } from './context/said-context.js';
import { formatDay } from './day.js';
import { type IndexFollower, staleAfterMs } from './index/index-follower.js';
import { missId } from './miss-key.js';
import { leavesMiss, missOutcome } from './miss-outcome.js';
import type { MissRecorder } from './miss-recorder.js';
import {
  type ReadAt,
  type RevisionProblem,
  readPast,
  revisionProblem,
  revisionUnknown,
} from './past-reading.js';
import { type Circumstances, type ResolveQuestion, type UnderstoodQuestion, understand } from './question.js';
import type { Reading } from './reading.js';
import { type Asked, type Defaulted, Resolution } from './resolution.js';
import { isRevision } from './revision-text.js';
import { isKnown, standingOf } from './standing.js';
import { goldenSystem } from './system-directory.js';
import type { WaiterContext } from './waiter.js';
import { walkAsked } from './walk-asked.js';
import type { Question } from './walk-question.js';

const revisionWaitMs = 2_000;

const ledgerAway: Problem = {
  code: 'LEDGER_AWAY',
  message: 'the miss could not be written down: ask again',
};

/** Where and for whom a question is answered. */
interface Answering extends ReadAt {
  readonly caller: Caller;
  readonly writing: Promise<void>[];
}

/** Answers questions from memory: all questions of one request at one revision and one clock reading. Those that name a
 *  revision older than the index are answered by the same walk over what the database held then. */
export class ResolveService {
  readonly #clocks: PlaceClocks;

  constructor(
    private readonly follower: IndexFollower,
    private readonly misses: MissRecorder,
    timeZone: string,
  ) {
    this.#clocks = new PlaceClocks(timeZone);
  }

  async ask(questions: readonly ResolveQuestion[], caller: Caller, now = new Date()): Promise<Resolution[]> {
    await this.#reach(questions);
    const reading = this.#reading();
    const writing: Promise<void>[] = [];
    const circumstancesAt = (at: Reading) => this.#circumstances(at, caller, now);
    const answering = { reading, circumstances: circumstancesAt(reading), caller, writing };
    const past = await readPast(this.follower, questions, reading, circumstancesAt);
    const answers = questions.map((question) => {
      const problem = revisionProblem(question, reading.pin);
      if (problem) return withProblem(reading, problem);
      if (question.atRevision == null) return this.#answer(question, answering);
      const then = past.get(question.atRevision);
      if (!then || 'status' in then)
        return withProblem(reading, then ?? { status: 'INVALID', problem: revisionUnknown });
      return this.#answer({ ...question, record: false }, { ...answering, ...then });
    });
    if (writing.length === 0) return answers;
    const lost = (await Promise.allSettled(writing)).some((write) => write.status === 'rejected');
    return lost ? answers.map((answer) => withoutLedger(answer, reading)) : answers;
  }

  /** Waits for the newest revision that the request names; a number far ahead costs the caller 2 s, nobody else. */
  async #reach(questions: readonly ResolveQuestion[]): Promise<void> {
    const wanted = questions.reduce((most, { minRevision, atRevision }) => {
      const named = [minRevision, atRevision].filter((each) => each != null && isRevision(each));
      return Math.max(most, ...named.map(Number));
    }, 0);
    if (wanted > this.follower.index.revision) await this.follower.reaches(wanted, revisionWaitMs);
  }

  #reading(): Reading {
    const { index, directory, ageMs } = this.follower;
    const stale = ageMs > staleAfterMs;
    return { index, directory, pin: index.revision, stale, ageMs: stale ? Math.round(ageMs) : null };
  }

  #circumstances(reading: Reading, caller: Caller, now: Date): Circumstances {
    const { index, directory, pin } = reading;
    return {
      directory,
      pin,
      ...this.#clocks.here(now),
      clockAt: (said) => this.#clocks.at(reading, said, now),
      maySee: onceEach((system) => mayInSystem(caller.ability, 'ask Resolution', system)),
      isKnown: ({ id: system }, issuer, normal) => isKnown(index, { system, issuer, normal, pin }),
      goldenToo: true,
    };
  }

  #answer(question: ResolveQuestion, { reading, circumstances, caller, writing }: Answering): Resolution {
    const asked = understand(question, circumstances);
    if (asked.kind === 'invalid') return refused(reading, asked.problem);
    const { walking, measured, found } = walkAsked(reading.index, asked, reading.pin);
    const about = { question: walking, written: asked.chosen ? question.code : null, measured };
    switch (found.kind) {
      case 'unfit':
        return refused(reading, found.problem);
      case 'resolved':
      case 'several':
        return new Resolution(reading, 'RESOLVED', null, about, found);
      case 'no-map':
        return new Resolution(reading, 'NO_MAP', null, about, found);
      case 'ambiguous':
      case 'unresolved':
      case 'not-converted':
        return this.#unanswered(question, asked, about, found, { reading, circumstances, caller, writing });
      default:
        return found satisfies never;
    }
  }

  #unanswered(
    question: ResolveQuestion,
    asked: UnderstoodQuestion,
    about: Asked,
    found: Parameters<typeof missOutcome>[0],
    { reading, caller, writing }: Answering,
  ): Resolution {
    const [status, problem] = missOutcome(found, reading.directory);
    const defaulted =
      found.kind === 'unresolved' && !found.keys ? defaultOf(asked, about.question, reading) : undefined;
    const answer = defaulted
      ? new Resolution(reading, 'DEFAULTED', problem, about, defaulted)
      : new Resolution(reading, status, problem, about, found);
    const { system, target } = asked;
    if (
      question.record !== false &&
      leavesMiss(found) &&
      system !== goldenSystem &&
      target !== goldenSystem
    ) {
      answer.missId = this.#record(question, asked, { status, problem }, reading, caller, writing);
    }
    return answer;
  }

  /** A miss is between two code systems: a question from or to golden records leaves none. */
  #record(
    question: ResolveQuestion,
    { system, target, issuer, normal, purpose, policy, said, day }: UnderstoodQuestion,
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
        // A default answers meanwhile; what is right is still for a person to say.
        onMiss: policy.onMiss === 'DEFAULT' ? 'TASK' : policy.onMiss,
        revision: reading.pin,
        waiter: {
          caller: caller.actor,
          context: contextOf(said, reading),
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

/** The context and the dimensions as a waiter keeps them: in their normal forms, by their keys. */
function contextOf(said: readonly SaidValue[], { directory }: Reading): readonly WaiterContext[] {
  return said
    .map(({ key, word, goldenId, code }) => ({
      key: key.key,
      system: code ? directory.keyOf(code.system) : null,
      ...(code?.issuer && { issuer: code.issuer }),
      value: code?.normal ?? word ?? goldenId ?? '',
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** The policy’s code, if it is active that day: a default that is not would be a wrong answer twice over. */
function defaultOf(
  { policy }: UnderstoodQuestion,
  question: Question,
  { index }: Reading,
): Defaulted | undefined {
  if (policy.onMiss !== 'DEFAULT' || policy.defaultCode === null || policy.id === null) return undefined;
  const code = index.codes.ofId(policy.defaultCode);
  if (code === -1 || standingOf(index, code, question) === 'inactive') return undefined;
  return { kind: 'defaulted', code, policyId: policy.id };
}

function refused(reading: Reading, problem: Problem): Resolution {
  return new Resolution(reading, 'INVALID', problem);
}

function withProblem(reading: Reading, { status, problem }: RevisionProblem): Resolution {
  return new Resolution(reading, status, problem);
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
