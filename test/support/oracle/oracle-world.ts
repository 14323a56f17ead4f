import type { CodeRole, MappingKind, Purpose, Relationship } from '../../../src/crosswalk/vocabulary.js';

/** A hub as plain lists. */
export interface OracleWorld {
  readonly codes: readonly OracleCode[];
  readonly facts: readonly OracleFact[];
  readonly mappings: readonly OracleMapping[];
  readonly names: readonly OracleName[];
  readonly recordCodes: readonly OracleRecordCode[];
  readonly redirects?: readonly OracleRedirect[];
  readonly places?: readonly OraclePlace[];
}

export interface OracleCode {
  readonly id: number;
  readonly system: number;
  readonly issuer: string;
  readonly normal: string;
}

export interface OracleSpan {
  readonly validFrom: number;
  readonly validTo: number;
  readonly known: { readonly from: number; readonly to: number };
}

export interface OracleFact extends OracleSpan {
  readonly code: number;
  readonly display: string | null;
  readonly active: boolean;
}

/** A number is a code, a text a golden record. */
export type OracleEnd = number | string;

export interface OracleCondition {
  readonly key: number;
  readonly golden: string | null;
  readonly word: string | null;
}

export interface OracleMapping extends OracleSpan {
  readonly id: string;
  readonly kind?: MappingKind;
  readonly from: OracleEnd;
  /** Of a NO_MAP the number of the system. */
  readonly to: OracleEnd;
  readonly purpose: Purpose;
  readonly relationship: Relationship;
  readonly conditions?: readonly OracleCondition[];
  readonly exception?: boolean;
  readonly group?: string | null;
  readonly sequence?: number | null;
}

export interface OracleName {
  readonly golden: string;
  readonly name: string;
  readonly known: { readonly from: number; readonly to: number };
}

export interface OracleRecordCode extends OracleSpan {
  readonly id: number;
  readonly code: number;
  readonly golden: string;
  readonly role: CodeRole;
}

export interface OracleRedirect {
  readonly golden: string;
  readonly survivor: string;
  readonly known: { readonly from: number; readonly to: number };
}

export interface OraclePlace extends OracleSpan {
  readonly id: number;
  readonly child: string;
  readonly parent: string;
}

/** The number under which golden records stand for a code system. */
export const oracleGolden = 0;

/** Of a key that was said, but by which no one record is known, both are null. */
export type OracleContext = readonly OracleCondition[];

export interface OracleRules {
  readonly many: boolean;
  readonly followReplacements: boolean;
  readonly allowBroader: boolean;
  readonly allowRetired: boolean;
  readonly keyOrder: readonly number[];
}

export interface OracleQuestion {
  readonly system: number;
  readonly issuer: string;
  readonly normal: string;
  readonly target: number;
  readonly purpose: Purpose;
  readonly level: CodeRole | null;
  readonly day: number;
  readonly pin: number;
  readonly context?: OracleContext;
  readonly rules?: OracleRules;
}

export interface OracleAnswer {
  /** `resolved`, `several`, `no-map`, why it is ambiguous, or the problem. */
  readonly says: string;
  /** What answers, each with its relationship to the question, sorted. */
  readonly answers: readonly string[];
}
