import { z } from 'zod';
import { parseDate } from '../crosswalk/day.js';
import { normaliseIssuer } from '../crosswalk/issuer.js';
import { normaliseCode } from '../crosswalk/normal-form.js';
import type { System } from '../crosswalk/system-directory.js';
import type { Value } from '../golden-records/attribute.js';
import type { Domain } from '../golden-records/domain.js';
import { relationDeclarations } from '../golden-records/relations/relation-declarations.js';
import { faultOfRelation } from '../golden-records/relations/relation-fault.js';
import { relationKinds } from '../golden-records/relations/relation-kind.js';
import type { SaidRelation } from '../golden-records/source-record.table.js';
import { rulesAmong } from './kept-rules.js';

/** A relation as it is sent. What its fields mean is said in the schema, at `SourceRelationInput`. */
export const relationShape = z.strictObject({
  kind: z.string(),
  system: z.string(),
  issuer: z.string().nullish(),
  code: z.string(),
  condition: z.string().nullish(),
  attributes: z.record(z.string(), z.unknown()).nullish(),
  validFrom: z.string().nullish(),
  validTo: z.string().nullish(),
});
export type SentRelation = z.infer<typeof relationShape>;

/** Why a relation cannot be taken: the field of it, and what is wrong. */
export interface RelationProblem {
  readonly kind: 'fault';
  readonly field: string;
  readonly problem: string;
  readonly message: string;
  /** Name of the validation rule that is broken, if one is. */
  readonly rule: string | null;
}

const fault = (
  field: string,
  problem: string,
  message: string,
  rule: string | null = null,
): RelationProblem => ({ kind: 'fault', field, problem, message, rule });

/** Judges one relation that a record of a domain says. Pure. */
export function judgeRelation(
  domain: Domain,
  sent: SentRelation,
  systems: ReadonlyMap<string, System>,
): { readonly kind: 'said'; readonly relation: SaidRelation } | RelationProblem {
  const kind = relationKinds.find((known) => known === sent.kind);
  if (!kind || relationDeclarations[kind].from !== domain)
    return fault('kind', 'UNKNOWN_VALUE', 'records of the domain have no relation of this kind');
  const system = systems.get(sent.system);
  if (!system) return fault('system', 'UNKNOWN_SYSTEM', 'there is no such code system');
  const issuer = issuerOf(system, sent.issuer);
  if (issuer.kind === 'fault') return issuer;
  const code = normaliseCode(system, sent.code);
  if (code.kind !== 'normal') return fault('code', code.problem, code.message);
  for (const field of ['validFrom', 'validTo'] as const)
    if (sent[field] != null && parseDate(sent[field]) === undefined)
      return fault(field, 'BAD_DATE', 'it is no day such as 2026-03-31');
  if (sent.validFrom != null && sent.validTo != null && sent.validTo <= sent.validFrom)
    return fault('validTo', 'BAD_DATE', 'the relation ends before it starts');
  const condition = (sent.condition ?? '').normalize('NFC').trim();
  const attributes = Object.fromEntries(
    Object.entries(sent.attributes ?? {}).filter(([, value]) => value !== null),
  ) as Record<string, Value>;
  const unfit = faultOfRelation(kind, { condition, attributes });
  if (unfit) return fault(unfit.field, unfit.problem, unfit.message);
  const broken = rulesAmong(relationDeclarations[kind].attributes)(attributes);
  if (broken) return fault(`attributes.${broken.field}`, broken.problem, broken.message, broken.rule);
  return {
    kind: 'said',
    relation: {
      ...{ kind, system: system.key, issuer: issuer.issuer, code: code.normal, condition, attributes },
      ...{ validFrom: sent.validFrom ?? '-infinity', validTo: sent.validTo ?? 'infinity' },
    },
  };
}

function issuerOf(
  system: System,
  written: string | null | undefined,
): { readonly kind: 'issuer'; readonly issuer: string } | RelationProblem {
  if (!system.issuerScoped)
    return written == null || written === ''
      ? { kind: 'issuer', issuer: '' }
      : fault('issuer', 'NO_ISSUERS', 'codes of this system have no issuer');
  if (written == null || written === '')
    return fault('issuer', 'ISSUER_REQUIRED', 'codes of this system are told apart by issuer');
  const read = normaliseIssuer(system, written);
  return read.kind === 'normal'
    ? { kind: 'issuer', issuer: read.normal }
    : fault('issuer', read.problem, read.message);
}

/** Whether two relations are one statement said of days that overlap. */
export function isSaidTwice(one: SaidRelation, other: SaidRelation): boolean {
  const orderOf = (day: string) => (day === '-infinity' ? '' : day === 'infinity' ? '~' : day);
  return (
    one.kind === other.kind &&
    one.system === other.system &&
    one.issuer === other.issuer &&
    one.code === other.code &&
    one.condition === other.condition &&
    orderOf(one.validFrom) < orderOf(other.validTo) &&
    orderOf(other.validFrom) < orderOf(one.validTo)
  );
}
