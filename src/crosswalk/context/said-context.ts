import type { Problem } from '../../platform/problem.js';
import { readGoldenId } from '../golden-system.js';
import type { ResolveIndex } from '../index/resolve-index.js';
import { readIssuer } from '../issuer.js';
import { normaliseCode } from '../normal-form.js';
import { onlyRecordOf } from '../standing.js';
import { believedRecord } from '../survivor.js';
import type { System, SystemDirectory } from '../system-directory.js';
import type { When } from '../walk-question.js';
import type { Context, ContextValue } from './context.js';
import type { ContextKey } from './context-key.js';

/** What a caller says under one key; `ContextInput` of the schema. */
export interface GivenContext {
  readonly key: string;
  readonly system?: string | null;
  readonly issuer?: string | null;
  readonly value: string;
}

/** A further code of a tuple question; `CodeInput` of the schema. */
export interface GivenDimension {
  readonly system: string;
  readonly issuer?: string | null;
  readonly code: string;
}

/** The same, understood but not yet looked up: a word, a golden id, or a code in its normal form. */
export interface SaidValue {
  readonly key: ContextKey;
  readonly word: string | null;
  readonly goldenId: string | null;
  readonly code: { readonly system: number; readonly issuer: string; readonly normal: string } | null;
}

export type SaidContext =
  | { readonly kind: 'said'; readonly said: readonly SaidValue[] }
  | { readonly kind: 'invalid'; readonly problem: Problem };

/** More than any hub declares keys for. */
const mostValues = 32;
const longestWord = 255;

type Invalid = Extract<SaidContext, { kind: 'invalid' }>;

/** Reads the context and the dimensions of a question. What is not declared is refused, never passed over: a hub that
 *  took any key would be told of patients. */
export function readContext(
  given: readonly GivenContext[],
  dimensions: readonly GivenDimension[],
  directory: SystemDirectory,
  pin: number,
): SaidContext {
  if (given.length + dimensions.length > mostValues) {
    return invalid('TOO_MUCH_CONTEXT', `a question has up to ${mostValues} context values and dimensions`);
  }
  const said: SaidValue[] = [];
  for (const each of [
    ...given.map((context) => () => readValue(context, directory, pin)),
    ...dimensions.map((dimension) => () => readDimension(dimension, directory, pin)),
  ]) {
    const value = each();
    if ('kind' in value) return value;
    if (said.some(({ key }) => key === value.key)) {
      return invalid('CONTEXT_TWICE', 'one context key is given twice');
    }
    said.push(value);
  }
  return { kind: 'said', said };
}

function readValue(given: GivenContext, directory: SystemDirectory, pin: number): SaidValue | Invalid {
  const key = directory.contextKey(given.key, pin);
  if (!key) return invalid('CONTEXT_KEY_UNKNOWN', 'a context key is not declared');
  if (key.domain === null) {
    if (given.system != null)
      return invalid('CONTEXT_NO_CODE', 'this context key takes words, no codes of a system');
    return readWord(key, given.value);
  }
  const system =
    given.system == null
      ? key.system === null
        ? undefined
        : directory.systemOf(key.system)
      : directory.system(given.system);
  if (!system && given.system != null) return unknownSystem;
  if (!system) {
    const id = readGoldenId(given.value);
    return id.kind === 'normal'
      ? { key, word: null, goldenId: id.normal, code: null }
      : invalid(id.problem, id.message);
  }
  return readCode(key, system, given.issuer, given.value);
}

const unknownSystem = invalid('UNKNOWN_SYSTEM', 'no code system has the key given in the context');

/** A dimension names a system, and the key that takes codes of that system, or of what it names, is meant. */
function readDimension(given: GivenDimension, directory: SystemDirectory, pin: number): SaidValue | Invalid {
  const system = directory.system(given.system);
  if (!system) return unknownSystem;
  const keys = directory.contextKeys(pin);
  const ofSystem = keys.filter((key) => key.system === system.id);
  const meant =
    ofSystem.length > 0
      ? ofSystem
      : keys.filter((key) => key.domain !== null && key.domain === system.domain);
  const [key] = meant;
  if (!key) return invalid('DIMENSION_UNKNOWN', 'no context key takes codes of the system of a dimension');
  if (meant.length > 1) {
    return invalid(
      'DIMENSION_AMBIGUOUS',
      'several context keys take codes of that system: give it as `context`',
    );
  }
  return readCode(key, system, given.issuer, given.code);
}

function readWord(key: ContextKey, value: string): SaidValue | Invalid {
  const word = value.isWellFormed() ? value.normalize('NFC').trim() : '';
  if (word.length === 0 || word.length > longestWord || word.includes('\0')) {
    return invalid('BAD_CONTEXT_VALUE', `a context value has 1 to ${longestWord} characters`);
  }
  if (key.values && !key.values.includes(word)) {
    return invalid('BAD_CONTEXT_VALUE', 'the context key takes certain words only, and this is none of them');
  }
  return { key, word, goldenId: null, code: null };
}

function readCode(
  key: ContextKey,
  system: System,
  givenIssuer: string | null | undefined,
  written: string,
): SaidValue | Invalid {
  if (system.domain !== null && system.domain !== key.domain) {
    return invalid(
      'CONTEXT_OTHER_DOMAIN',
      'the codes of that system name no such thing as the context key asks for',
    );
  }
  const issuer = readIssuer(system, givenIssuer);
  if (issuer.kind === 'invalid') return issuer;
  const code = normaliseCode(system, written);
  if (code.kind === 'invalid') return invalid(code.problem, code.message);
  return {
    key,
    word: null,
    goldenId: null,
    code: { system: system.id, issuer: issuer.issuer, normal: code.normal },
  };
}

/** Looks up what was said: the one golden record that a code points at on the day, or an id names. */
export function contextAt(index: ResolveIndex, said: readonly SaidValue[], when: When): Context {
  return said.map((value) => lookUp(index, value, when));
}

function lookUp(index: ResolveIndex, { key, word, goldenId, code }: SaidValue, when: When): ContextValue {
  if (word !== null) return { key: key.id, record: -1, word, unknown: false };
  const record =
    goldenId !== null ? recordOfId(index, goldenId, when) : code ? recordOfCode(index, code, when) : -1;
  return { key: key.id, record, word: null, unknown: record === -1 };
}

function recordOfId(index: ResolveIndex, id: string, { pin }: When): number {
  return believedRecord(index, id, pin)?.record ?? -1;
}

function recordOfCode(index: ResolveIndex, code: NonNullable<SaidValue['code']>, when: When): number {
  const row = index.codes.find(code.system, code.issuer, code.normal);
  return row === -1 ? -1 : onlyRecordOf(index, row, when);
}

function invalid(code: string, message: string): Invalid {
  return { kind: 'invalid', problem: { code, message } };
}
