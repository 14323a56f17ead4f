import { z } from 'zod';
import { parseDate } from '../crosswalk/day.js';
import { normaliseIssuer } from '../crosswalk/issuer.js';
import { normaliseCode } from '../crosswalk/normal-form.js';
import type { System } from '../crosswalk/system-directory.js';
import { type CodeRole, codeRoles } from '../crosswalk/vocabulary.js';
import type { Value, Values } from '../golden-records/attribute.js';
import type { Domain } from '../golden-records/domain.js';
import { domainDeclarations } from '../golden-records/domain-declarations.js';
import type { CarriedCode, SaidRelation } from '../golden-records/source-record.table.js';
import { faultOfValue } from '../golden-records/value-fault.js';
import { type JudgeValues, rulesOf } from './kept-rules.js';
import { filler, nothingSaid } from './nothing-said.js';
import type { RecordFault } from './record-outcome.js';
import { isSaidTwice, judgeRelation, relationShape, type SentRelation } from './said-relation.js';
import { readSourceVersion } from './source-version.js';

/** A code system as a record’s key or code may lie in it. */
export interface KeySystem extends System {
  readonly kind: 'SOURCE_KEY' | 'IDENTIFIER' | 'TERMINOLOGY';
  readonly domain: Domain | null;
}

/** A record as it is sent. What its fields mean is said in the schema, at `SourceRecordInput`. */
export const recordShape = z.strictObject({
  system: z.string(),
  issuer: z.string().nullish(),
  key: z.string(),
  values: z.record(z.string(), z.unknown()).nullish(),
  codes: z
    .array(
      z.strictObject({
        system: z.string(),
        issuer: z.string().nullish(),
        code: z.string(),
        role: z.string().nullish(),
      }),
    )
    .max(100)
    .nullish(),
  relations: z.array(relationShape).max(100).nullish(),
  version: z.string().nullish(),
  validFrom: z.string().nullish(),
  validTo: z.string().nullish(),
  endedOn: z.string().nullish(),
});
export type SentRecord = z.infer<typeof recordShape>;

/** A record that can be taken: the last word of its source, or that its source no longer has it. */
export interface TakenRecord {
  readonly kind: 'taken';
  readonly system: string;
  readonly domain: Domain;
  readonly issuer: string;
  readonly key: string;
  readonly written: string;
  readonly values: Values;
  readonly codes: readonly CarriedCode[];
  readonly relations: readonly SaidRelation[];
  readonly version: string | null;
  /** Its version, where that is a moment. */
  readonly moment: string | null;
  readonly validFrom: string;
  readonly validTo: string;
  /** First day on which its source no longer has it; null while it has. */
  readonly endedOn: string | null;
}

/** A record that can be taken, with its place among those sent. */
export interface PlacedRecord extends TakenRecord {
  readonly at: number;
}

export type JudgedRecord = TakenRecord | { readonly kind: 'rejected'; readonly fault: RecordFault };

/** Judges one record by itself. */
export type JudgeRecord = (sent: unknown) => JudgedRecord;

/** Thrown out of a record on its first fault and caught by whoever judges it. */
class Fault {
  readonly fault: RecordFault;

  constructor(
    field: string,
    { problem, message }: { problem: string; message: string },
    rule: string | null = null,
  ) {
    this.fault = { field, problem, rule, message };
  }
}

const longestSystem = 63;

/** Judges records of a source as rows of a file are judged: codes by their systems, values by the declarations and rules
 *  of their domain. Pure. */
export function recordJudge(source: string, systems: ReadonlyMap<string, KeySystem>, now: Date): JudgeRecord {
  const rules = new Map<Domain, JudgeValues>();
  const rulesFor = (domain: Domain) => {
    const known = rules.get(domain) ?? rulesOf(domain);
    rules.set(domain, known);
    return known;
  };
  return (sent) => {
    const shaped = recordShape.safeParse(sent);
    if (!shaped.success) return { kind: 'rejected', fault: shapeFault(shaped.error) };
    try {
      return judged(shaped.data, { source, systems, now, rulesFor });
    } catch (error) {
      if (error instanceof Fault) return { kind: 'rejected', fault: error.fault };
      throw error;
    }
  };
}

interface Court {
  readonly source: string;
  readonly systems: ReadonlyMap<string, KeySystem>;
  readonly now: Date;
  readonly rulesFor: (domain: Domain) => JudgeValues;
}

function judged(sent: SentRecord, { source, systems, now, rulesFor }: Court): TakenRecord {
  const system = systems.get(sent.system.slice(0, longestSystem + 1));
  if (system?.kind !== 'SOURCE_KEY' || system.domain === null || system.source !== source) {
    const message = `it is no system of the source’s own keys for records of a domain`;
    throw new Fault('system', { problem: 'UNKNOWN_SYSTEM', message });
  }
  const { domain } = system;
  const issuer = issuerOf('issuer', system, sent.issuer);
  const key = codeOf('key', system, sent.key);
  const { version, moment } = versionOf(sent.version, now);
  const endedOn = sent.endedOn == null ? null : dayOf('endedOn', sent.endedOn);
  const isLive = endedOn === null;
  const values = isLive ? valuesOf(domain, sent.values ?? {}) : {};
  const broken = isLive ? rulesFor(domain)(values) : undefined;
  if (broken) throw new Fault(`values.${broken.field}`, broken, broken.rule);
  const validFrom = sent.validFrom == null ? '-infinity' : dayOf('validFrom', sent.validFrom);
  const validTo = sent.validTo == null ? 'infinity' : dayOf('validTo', sent.validTo);
  if (sent.validFrom != null && sent.validTo != null && validTo <= validFrom) {
    throw new Fault('validTo', { problem: 'BAD_DATE', message: 'the record ends before it starts' });
  }
  return {
    kind: 'taken',
    system: system.key,
    ...{ domain, issuer, key, written: sent.key.trim(), values, version, moment },
    ...{ validFrom, validTo, endedOn },
    relations: isLive ? relationsOf(domain, systems, sent.relations ?? []) : [],
    codes: (sent.codes ?? [])
      .flatMap((code, at) => carriedOf(`codes[${at}]`, { systems, domain }, code))
      // Its own key is put in front of them anyway.
      .filter(
        (code) =>
          code.role !== 'KEY' || code.system !== system.key || code.issuer !== issuer || code.code !== key,
      ),
  };
}

function valuesOf(domain: Domain, sent: Readonly<Record<string, unknown>>): Values {
  const { attributes } = domainDeclarations[domain];
  const values: Record<string, Value> = {};
  for (const [name, raw] of Object.entries(sent)) {
    const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    if (!attribute) {
      throw new Fault('values', {
        problem: 'UNKNOWN_FIELD',
        message: 'the domain has an attribute of no such name',
      });
    }
    // Nothing is said of it.
    if (raw === null) continue;
    const value = composed(raw);
    const fault = faultOfValue(name, attribute, value);
    if (fault) throw new Fault(`values.${fault.field}`, fault);
    values[name] = value as Value;
  }
  return values;
}

/** Two that say the same of the same days could not both be kept. */
function relationsOf(
  domain: Domain,
  systems: ReadonlyMap<string, System>,
  sent: readonly SentRelation[],
): SaidRelation[] {
  const said: SaidRelation[] = [];
  for (const [at, relation] of sent.entries()) {
    const place = `relations[${at}]`;
    const composedOne = { ...relation, attributes: composed(relation.attributes ?? {}) as Values };
    const judged = judgeRelation(domain, composedOne, systems);
    if (judged.kind === 'fault') throw new Fault(`${place}.${judged.field}`, judged, judged.rule);
    if (said.some((other) => isSaidTwice(other, judged.relation))) {
      throw new Fault(place, { problem: 'BAD_DATE', message: 'it is said already of some of these days' });
    }
    said.push(judged.relation);
  }
  return said;
}

/** Texts in NFC without outer white space, as they are read out of a file; of an object, without what is null. */
function composed(value: unknown): unknown {
  if (typeof value === 'string') return value.length > 20_000 ? value : value.normalize('NFC').trim();
  if (Array.isArray(value)) return value.map(composed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([field, said]) => (said === null ? [] : [[field, composed(said)]])),
  );
}

/** A code that a record carries; none where a filler or a house code stands, as in a file. */
function carriedOf(
  place: string,
  { systems, domain }: { systems: ReadonlyMap<string, KeySystem>; domain: Domain },
  { system: named, issuer, code, role }: NonNullable<SentRecord['codes']>[number],
): CarriedCode[] {
  const system = systems.get(named.slice(0, longestSystem + 1));
  if (!system) {
    throw new Fault(`${place}.system`, {
      problem: 'UNKNOWN_SYSTEM',
      message: 'there is no such code system',
    });
  }
  const given = roleOf(`${place}.role`, system, { domain, role });
  if (filler.test(code.trim()) || filler.test(issuer?.trim() ?? '')) return [];
  const from = issuerOf(`${place}.issuer`, system, issuer);
  const read = normaliseCode(system, code);
  if (read.kind === 'normal') return [{ system: system.key, issuer: from, code: read.normal, role: given }];
  if (nothingSaid.has(read.problem)) return [];
  throw new Fault(`${place}.code`, read);
}

/** KEY is as strong as a key: only a source’s own numbering of things of the record’s domain has it. */
function roleOf(
  field: string,
  system: KeySystem,
  { domain, role }: { domain: Domain; role: string | null | undefined },
): CodeRole {
  const isKeys = system.kind === 'SOURCE_KEY' && system.domain === domain;
  const given = role ?? (isKeys ? 'KEY' : 'UNKNOWN');
  const isRole = (text: string): text is CodeRole => codeRoles.some((known) => known === text);
  if (!isRole(given)) {
    throw new Fault(field, {
      problem: 'UNKNOWN_VALUE',
      message: `a role is one of ${codeRoles.join(', ')}`,
    });
  }
  if (given === 'KEY' && !isKeys) {
    throw new Fault(field, {
      problem: 'ROLE_OF_KEYS',
      message: 'codes of this system are no keys of things of the record’s domain',
    });
  }
  return given;
}

function codeOf(field: string, system: System, written: string): string {
  const read = normaliseCode(system, written);
  if (read.kind === 'normal') return read.normal;
  throw new Fault(field, read);
}

function issuerOf(field: string, system: System, written: string | null | undefined): string {
  if (!system.issuerScoped) {
    if (written == null || written === '') return '';
    throw new Fault(field, { problem: 'NO_ISSUERS', message: 'codes of this system have no issuer' });
  }
  if (written == null || written === '') {
    throw new Fault(field, {
      problem: 'ISSUER_REQUIRED',
      message: 'codes of this system are told apart by issuer',
    });
  }
  const read = normaliseIssuer(system, written);
  if (read.kind === 'normal') return read.normal;
  throw new Fault(field, read);
}

function versionOf(text: string | null | undefined, now: Date): Pick<TakenRecord, 'version' | 'moment'> {
  if (text == null) return { version: null, moment: null };
  const read = readSourceVersion(text, now);
  if (read.kind === 'version') return { version: read.version, moment: read.isMoment ? read.version : null };
  throw new Fault('version', { problem: 'BAD_VERSION', message: read.message });
}

function dayOf(field: string, text: string): string {
  if (parseDate(text) !== undefined) return text;
  throw new Fault(field, { problem: 'BAD_DATE', message: 'it is no day such as 2026-03-31' });
}

function shapeFault({ issues: [issue] }: z.ZodError): RecordFault {
  const field = issue?.path.reduce<string>(
    (place, step) =>
      typeof step === 'number' ? `${place}[${step}]` : place ? `${place}.${String(step)}` : String(step),
    '',
  );
  // What is not declared may be anything: its name is not repeated.
  return issue?.code === 'unrecognized_keys'
    ? {
        field: field ?? '',
        problem: 'UNKNOWN_FIELD',
        rule: null,
        message: 'there is a field that no record has',
      }
    : { field: field ?? '', problem: 'WRONG_TYPE', rule: null, message: 'it is missing or not of its type' };
}
