import type { Roles } from '../platform/access/ability.js';

const reader = [
  'read Overview',
  'read CodeSystem',
  'read Code',
  'read Mapping',
  'read Policy',
  'read Miss',
  'read Task',
  'read Import',
  'read GoldenRecord',
  'read Event',
  'read EventOfOthers',
] as const;

/** Who may do what. Everything not listed is denied. A key confined to some code systems may do the same, on their
 *  rows only; golden records, which hold what all systems say, are none of them. */
export const roles: Roles = {
  reader,
  /** An integration flow: asks, hears what became of its own questions, and reads nothing else. */
  flow: ['ask Resolution', 'read CodeSystem', 'read Event'],
  /** Loads catalogs and charge masters. */
  loader: [
    ...reader,
    'read FinancialValue',
    'ask Resolution',
    'propose Mapping',
    'deliver Import',
    'deliver SourceRecord',
  ],
  /** Decides what the hub could not. */
  steward: [
    ...reader,
    'read FinancialValue',
    'ask Resolution',
    'decide Task',
    'decide GoldenRecord',
    'propose Mapping',
    'decide Mapping',
    'decide Packaging',
  ],
  administrator: [
    ...reader,
    'read FinancialValue',
    'read RestrictedValue',
    'ask Resolution',
    'deliver Import',
    'deliver SourceRecord',
    'decide Task',
    'decide GoldenRecord',
    'propose Mapping',
    'decide Mapping',
    'decide Packaging',
    'manage Systems',
    'manage Survivorship',
    'manage Queue',
    'manage Matching',
    'manage ApiKey',
  ],
};
