import { goldenKey } from './golden-system.js';
import type { ConversionStep } from './quantity.js';
import type { Reading } from './reading.js';
import type { Hop, Road } from './road.js';
import type { Purpose, Relationship } from './vocabulary.js';
import type { Question } from './walk-question.js';

export interface ResolveStep {
  readonly kind: 'MAPPING' | 'RECORD' | 'REDIRECT' | 'CONVERSION' | 'READING';
  readonly id: string;
  readonly purpose: Purpose;
  readonly relationship: Relationship;
  readonly fromSystem: string;
  readonly fromCode: string;
  readonly toSystem: string;
  readonly toCode: string;
  /** Of a CONVERSION: its codes are unit codes. */
  readonly conversion: ConversionStep | null;
}

/** A step between two names of one thing, as against one that an approved mapping carries. */
const sameThing = { purpose: 'SAME_THING', relationship: 'EQUIVALENT' } as const;

interface Place {
  readonly system: string;
  readonly code: string;
}

/** The hops of a road, each from where the one before ended. */
export function stepsOf(reading: Reading, question: Question, road: Road): readonly ResolveStep[] {
  const hops: readonly Hop[] = typeof road === 'number' ? [{ kind: 'mapping', row: road }] : road.hops;
  let from: Place = { system: reading.directory.keyOf(question.system), code: question.normal };
  return hops.map((hop) => {
    const step = stepOf(reading, hop, from);
    from = { system: step.toSystem, code: step.toCode };
    return step;
  });
}

function stepOf(reading: Reading, { kind, row }: Hop, from: Place): ResolveStep {
  const { mappings, recordCodes, records, redirects } = reading.index;
  switch (kind) {
    case 'mapping': {
      const claim = { purpose: mappings.purposeOf(row), relationship: mappings.relationshipOf(row) };
      const to = placeOf(reading, mappings.targetOf(row));
      return { kind: 'MAPPING', id: mappings.idOf(row), ...claim, ...ends(from, to), conversion: null };
    }
    case 'to-record': {
      const id = records.idOf(recordCodes.recordOf(row));
      const to = { system: goldenKey, code: id };
      return { kind: 'RECORD', id, ...sameThing, ...ends(from, to), conversion: null };
    }
    case 'from-record': {
      const to = placeOf(reading, recordCodes.codeOf(row));
      const id = records.idOf(recordCodes.recordOf(row));
      return { kind: 'RECORD', id, ...sameThing, ...ends(from, to), conversion: null };
    }
    case 'redirect': {
      const id = records.idOf(redirects.survivorOf(row));
      const to = { system: goldenKey, code: id };
      return { kind: 'REDIRECT', id, ...sameThing, ...ends(from, to), conversion: null };
    }
    default:
      return kind satisfies never;
  }
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
    conversion: null,
  };
}

export function conversionStep(step: ConversionStep): ResolveStep {
  const [from, to] = [placeOfUnit(step.from), placeOfUnit(step.to)];
  return { kind: 'CONVERSION', id: step.id ?? '', ...sameThing, ...ends(from, to), conversion: step };
}

/** `x12:CA`: a code of the numbering `x12`. */
function placeOfUnit(unit: string): Place {
  const colon = unit.indexOf(':');
  return { system: unit.slice(0, colon), code: unit.slice(colon + 1) };
}
