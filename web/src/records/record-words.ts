import type { Basis, CodeRole, Survivorship } from '../api/schema-types.js';

/** Why a source record belongs to the golden record. */
export const basisWords: Readonly<Record<Basis, string>> = {
  CATALOG_NUMBER: 'same catalog number of the same manufacturer',
  FOUNDED: 'founded this record',
  IDENTIFIER: 'same identifier',
  KEY: 'same key',
  PERSON: 'a person said so',
  MATCH: 'the match engine found it to be the same thing',
};

/** In which role a code points at the record. */
export const roleWords: Readonly<Record<CodeRole, string>> = {
  BASE: 'base package',
  DIRECT_MARKING: 'mark on the device',
  KEY: 'key of its source',
  PACKAGE: 'package',
  SECONDARY: 'second identifier',
  UNIT_OF_USE: 'unit of use',
  UNKNOWN: 'level not said',
};

/** By which rule a said value survives. */
export const ruleWords: Readonly<Record<Survivorship, string>> = {
  PRIORITY: 'The word of the most trusted source counts; of equals, the newest.',
  RECENCY: 'The newest word counts.',
  FREQUENCY: 'What most sources say counts; of equals, the most trusted.',
  COMPLETENESS: 'The word of the record that says most counts; of equals, the most trusted.',
  UNION: 'What every source says counts, all of it together.',
};
