import type { Miss } from './misses.graphql.js';

/** Why a miss has no answer, by the codes of docs/errors.md. A code that is new to this page is shown as it is. */
const words: Readonly<Record<string, string>> = {
  CODE_UNKNOWN: 'unknown code',
  CODE_INACTIVE: 'code not active',
  NO_MAPPING: 'no mapping yet',
  TARGET_INACTIVE: 'its target is not active',
  SEVERAL_TARGETS: 'several answers',
  SEVERAL_RECORDS: 'several golden records',
  ROADS_DISAGREE: 'mapping against golden record',
  NO_CONVERSION: 'unit not converted',
  ASSORTMENT: 'package of different things',
};

export function problemWords({ problem }: Pick<Miss, 'problem'>): string {
  return words[problem] ?? problem;
}

/** Why one more mapping would not answer this miss; null where it would. */
export function whyNotMappable({ problem }: Pick<Miss, 'problem'>): string | null {
  if (problem === 'CODE_INACTIVE') {
    return 'A mapping would not help: the code asked for is not active. Its source has to deliver it again.';
  }
  if (problem === 'NO_CONVERSION' || problem === 'ASSORTMENT') {
    return 'The mapping is there: the question came with a quantity, and packaging, content or a billing unit is missing. State it through the API, with addPackaging, addContent or addBillingUnit; this page cannot do that yet.';
  }
  return null;
}
