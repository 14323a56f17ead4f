import type { Db, Tx } from '../platform/db/db.js';
import type { Problem } from '../platform/problem.js';
import { readContext, type SaidValue } from './context/said-context.js';
import { firstDay, lastDay, parseDate } from './day.js';
import { readDirectory } from './index/directory.queries.js';
import { everyAct } from './index/index-around.queries.js';
import type { FurtherTarget, MappingStatement } from './mapping-statement.js';
import type { Policy } from './policy.js';
import { type Circumstances, understand } from './question.js';
import { goldenSystem, type System } from './system-directory.js';
import type { MappingKind, Purpose, Relationship } from './vocabulary.js';

/** An end of a mapping in its normal form; a golden record where the system is the golden ones. */
export interface StatedEnd {
  readonly system: System;
  readonly issuer: string;
  readonly normal: string;
  readonly written: string;
}

export interface StatedTarget extends StatedEnd {
  readonly part: string | null;
  readonly relationship: Relationship;
}

/** A statement understood: everything of it that needs no row of the database. */
export interface ReadMapping {
  readonly kind: 'read';
  readonly mappingKind: MappingKind;
  readonly from: StatedEnd;
  /** None of a NO_MAP, several of a one-to-many one. */
  readonly targets: readonly StatedTarget[];
  readonly targetSystem: System;
  readonly purpose: Purpose;
  readonly conditions: readonly SaidValue[];
  readonly exception: boolean;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly reason: string | null;
  readonly policy: Policy;
}

type Refused = { readonly kind: 'invalid'; readonly problem: Problem };
const longestPart = 60;
const mostTargets = 100;

/** Reads a statement as it would be published now. */
export async function readMapping(
  db: Db | Tx,
  statement: MappingStatement,
  may: (system: string) => boolean,
): Promise<ReadMapping | Refused> {
  const directory = await readDirectory(db);
  const today = { today: 0, dayAtPlace: () => 0 };
  const circumstances: Circumstances = { directory, ...today, pin: everyAct, goldenToo: true, maySee: may };
  const { system, issuer = null, code, target, purpose = null } = statement;
  const asked = understand({ system, issuer, code, target, purpose }, circumstances);
  if (asked.kind === 'invalid') return asked;
  const mappingKind = statement.kind ?? 'MAP';
  const maySee = (key: string) => key !== goldenSystem.key || may(key);
  const targets = readTargets(statement, { ...circumstances, maySee });
  if ('kind' in targets) return targets;
  if (targets.length > 1 && !asked.policy.rules.many) {
    return refuse('ONE_TARGET_ONLY', 'the policy of these systems lets one code stand for one other only');
  }
  if (mappingKind === 'NO_MAP' && asked.target === goldenSystem) {
    return refuse(
      'BAD_STATEMENT',
      'that nothing corresponds is said of a code system, not of golden records',
    );
  }
  const conditions = readContext(statement.conditions ?? [], [], directory, everyAct);
  if (conditions.kind === 'invalid') return conditions;
  const days = readDays(statement);
  if (days.kind === 'invalid') return days;
  if (mappingKind === 'NO_MAP' && !statement.reason?.trim()) {
    return refuse('REASON_REQUIRED', 'that nothing corresponds needs a reason');
  }
  if (targets.some((end) => isSameEnd(end, asked))) {
    return refuse('BAD_STATEMENT', 'a code does not stand for itself');
  }
  if (new Set(targets.map(({ issuer, normal }) => JSON.stringify([issuer, normal]))).size < targets.length) {
    return refuse('BAD_STATEMENT', 'a statement names each target once');
  }
  const from = { system: asked.system, issuer: asked.issuer, normal: asked.normal, written: code };
  return {
    ...{ kind: 'read', mappingKind, from, targets, targetSystem: asked.target },
    ...{ purpose: asked.purpose, conditions: conditions.said, exception: statement.exception ?? false },
    ...{
      validFrom: days.validFrom,
      validTo: days.validTo,
      reason: statement.reason ?? null,
      policy: asked.policy,
    },
  };
}

function readTargets(
  statement: MappingStatement,
  circumstances: Circumstances,
): readonly StatedTarget[] | Refused {
  const { kind, target, targetIssuer, targetCode, part, relationship, further } = statement;
  if (kind === 'NO_MAP') {
    return targetCode == null && !further?.length
      ? []
      : refuse('BAD_STATEMENT', 'that nothing corresponds is said without a target code');
  }
  if (targetCode == null) return refuse('BAD_STATEMENT', 'a mapping has a target code');
  const first: FurtherTarget = {
    issuer: targetIssuer ?? null,
    code: targetCode,
    part: part ?? null,
    relationship: relationship ?? null,
  };
  const all = [first, ...(further ?? [])];
  if (all.length > mostTargets)
    return refuse('BAD_STATEMENT', `a statement has up to ${mostTargets} targets`);
  if (kind === 'NOT' && all.length > 1) return refuse('BAD_STATEMENT', '"not the same" is said of one code');
  const read: StatedTarget[] = [];
  for (const each of all) {
    const end = understand(
      { system: target, issuer: each.issuer ?? null, code: each.code, target },
      circumstances,
    );
    if (end.kind === 'invalid') return end;
    if (each.part != null && (each.part.length < 1 || each.part.length > longestPart)) {
      return refuse('BAD_STATEMENT', `the part of a target has 1 to ${longestPart} characters`);
    }
    const { system, issuer, normal } = end;
    const said = { part: each.part ?? null, relationship: each.relationship ?? 'EQUIVALENT' } as const;
    read.push({ system, issuer, normal, written: each.code, ...said });
  }
  return read;
}

function isSameEnd(a: Pick<StatedEnd, 'system' | 'issuer' | 'normal'>, b: typeof a): boolean {
  return a.system === b.system && a.issuer === b.issuer && a.normal === b.normal;
}

function readDays({ validFrom = null, validTo = null }: MappingStatement) {
  const from = validFrom === null ? firstDay : parseDate(validFrom);
  const to = validTo === null ? lastDay : parseDate(validTo);
  if (from === undefined || to === undefined || from >= to) {
    return refuse('BAD_DATE', 'validFrom and validTo are dates, the first before the second');
  }
  return { kind: 'days' as const, validFrom, validTo };
}

function refuse(code: string, message: string): Refused {
  return { kind: 'invalid', problem: { code, message } };
}
