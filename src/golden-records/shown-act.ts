import type { Ability } from '../platform/access/ability.js';
import type { Domain } from './domain.js';
import type { HistoryEntry } from './golden-history.js';
import { visibleAttributes } from './visible-attributes.js';

/** What a caller may see of an act on a golden record. */
export function shownAct(entry: HistoryEntry, domain: Domain, ability: Ability): HistoryEntry {
  const visible = new Set(visibleAttributes(ability, domain).map(([attribute]) => attribute));
  return { ...entry, changes: entry.changes.filter(({ attribute }) => visible.has(attribute)) };
}
