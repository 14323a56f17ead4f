import { goldenKey } from './golden-system.js';
import type { ConversionStep } from './quantity.js';
import type { Reading } from './reading.js';
import { type Hop, hopsOf, type Road } from './road.js';
import type { Purpose, Relationship } from './vocabulary.js';
import type { Question } from './walk-question.js';

export interface ResolveStep {
  readonly kind: 'MAPPING' | 'RECORD' | 'REDIRECT' | 'REPLACEMENT' | 'DEFAULT' | 'CONVERSION' | 'READING';
  readonly id: string;
  readonly purpose: Purpose;
  readonly relationship: Relationship;
  readonly fromSystem: string;
  readonly fromCode: string;
  readonly toSystem: string;
  readonly toCode: string;
  /** Of a MAPPING: it answers though the golden record says otherwise, and was approved to. */
  readonly exception: boolean;
  /** Of a CONVERSION: its codes are unit codes. */
  readonly conversion: ConversionStep | null;
}

/** A step between two names of one thing, as against one that an approved mapping carries. */
const sameThing = { purpose: 'SAME_THING', relationship: 'EQUIVALENT' } as const;

const noFurther = { exception: false, conversion: null } as const;

interface Place {
  readonly system: string;
  readonly code: string;
}

/** The hops of a road, each from where the one before ended. */
export function stepsOf(reading: Reading, question: Question, road: Road): readonly ResolveStep[] {
  let from: Place = { system: reading.directory.keyOf(question.system), code: question.normal };
  return hopsOf(road).map((hop) => {
    const step = stepOf(reading, hop, from);
    from = { system: step.toSystem, code: step.toCode };
    return step;
  });
}

function stepOf(reading: Reading, { kind, row }: Hop, from: Place): ResolveStep {
  const { mappings, recordCodes, records, redirects } = reading.index;
  switch (kind) {
    case 'mapping':
    case 'replacement': {
      const claim = { purpose: mappings.purposeOf(row), relationship: mappings.relationshipOf(row) };
      const step = kind === 'mapping' ? 'MAPPING' : 'REPLACEMENT';
      const { exception } = mappings.specialOf(row);
      const to = endOf(reading, row);
      return { kind: step, id: mappings.idOf(row), ...claim, ...ends(from, to), exception, conversion: null };
    }
    case 'to-record': {
      const id = records.idOf(recordCodes.recordOf(row));
      const to = { system: goldenKey, code: id };
      return { kind: 'RECORD', id, ...sameThing, ...ends(from, to), ...noFurther };
    }
    case 'from-record': {
      const to = placeOf(reading, recordCodes.codeOf(row));
      const id = records.idOf(recordCodes.recordOf(row));
      return { kind: 'RECORD', id, ...sameThing, ...ends(from, to), ...noFurther };
    }
    case 'redirect': {
      const id = records.idOf(redirects.survivorOf(row));
      const to = { system: goldenKey, code: id };
      return { kind: 'REDIRECT', id, ...sameThing, ...ends(from, to), ...noFurther };
    }
    default:
      return kind satisfies never;
  }
}

/** Where a mapping leads: to a code, to a golden record, or, of a NO_MAP, to no code of a system. */
function endOf(reading: Reading, mapping: number): Place {
  const { mappings, records } = reading.index;
  const golden = mappings.goldenTargetOf(mapping);
  if (golden !== -1) return { system: goldenKey, code: records.idOf(golden) };
  const empty = mappings.emptySystemOf(mapping);
  if (empty !== -1) return { system: reading.directory.keyOf(empty), code: '' };
  return placeOf(reading, mappings.targetOf(mapping));
}

function placeOf({ index, directory }: Reading, code: number): Place {
  return { system: directory.keyOf(index.codes.systemOf(code)), code: index.codes.normalOf(code) };
}

function ends(from: Place, to: Place) {
  return { fromSystem: from.system, fromCode: from.code, toSystem: to.system, toCode: to.code };
}

/** Of several readings of the code as written the only known one. */
export function readingStep(
  { directory }: Reading,
  { system, normal }: Question,
  written: string,
): ResolveStep {
  const id = directory.keyOf(system);
  const place = { system: id, code: normal };
  return {
    kind: 'READING',
    id,
    ...sameThing,
    ...ends({ system: id, code: written }, place),
    ...noFurther,
  };
}

/** To the policy’s code, which is no answer to the question. */
export function defaultStep(
  reading: Reading,
  { system, normal, purpose }: Question,
  { code, policyId }: { code: number; policyId: string },
): ResolveStep {
  const from = { system: reading.directory.keyOf(system), code: normal };
  const claim = { purpose, relationship: 'RELATED' } as const;
  return { kind: 'DEFAULT', id: policyId, ...claim, ...ends(from, placeOf(reading, code)), ...noFurther };
}

export function conversionStep(step: ConversionStep): ResolveStep {
  const [from, to] = [placeOfUnit(step.from), placeOfUnit(step.to)];
  return {
    kind: 'CONVERSION',
    id: step.id ?? '',
    ...sameThing,
    ...ends(from, to),
    exception: false,
    conversion: step,
  };
}

/** `x12:CA`: a code of the numbering `x12`. */
function placeOfUnit(unit: string): Place {
  const colon = unit.indexOf(':');
  return { system: unit.slice(0, colon), code: unit.slice(colon + 1) };
}
