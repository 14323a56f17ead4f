import type { ResolveIndex } from './index/resolve-index.js';
import type { Question, When } from './walk-question.js';

/** Whether sources say the code is active that day, say it is not, or say nothing of it at all: an approved mapping or a
 *  source record may name a code that no list has delivered. */
export function standingOf(
  index: ResolveIndex,
  code: number,
  { pin, day }: When,
): 'active' | 'inactive' | 'unsaid' {
  let said = false;
  for (let row = index.codes.firstFact.get(code); row !== -1; row = index.facts.next(row)) {
    if (!index.facts.knownAt(row, pin)) continue;
    if (index.facts.validOn(row, day) && index.facts.isActive(row)) return 'active';
    said = true;
  }
  return said ? 'inactive' : 'unsaid';
}

/** Whether anything is said of a code at a revision: a fact, a mapping that begins at it, a golden record it points at. */
export function isKnown(
  index: ResolveIndex,
  { system, issuer, normal, pin }: Pick<Question, 'system' | 'issuer' | 'normal' | 'pin'>,
): boolean {
  const code = index.codes.find(system, issuer, normal);
  if (code === -1) return false;
  for (let row = index.codes.firstFact.get(code); row !== -1; row = index.facts.next(row)) {
    if (index.facts.knownAt(row, pin)) return true;
  }
  return leadsAnywhere(index, code, pin);
}

/** Whether a mapping begins at a code, or it points at a golden record, at a revision, whatever the days. */
export function leadsAnywhere(index: ResolveIndex, code: number, pin: number): boolean {
  for (let row = index.codes.firstMapping.get(code); row !== -1; row = index.mappings.next(row)) {
    if (index.mappings.knownAt(row, pin)) return true;
  }
  for (let row = index.codes.firstRecord.get(code); row !== -1; row = index.recordCodes.next(row)) {
    if (index.recordCodes.knownAt(row, pin)) return true;
  }
  return false;
}

/** Whether the hub believes in a golden record at a revision: it has a name, or a code points at it. */
export function isBelieved(index: ResolveIndex, record: number, pin: number): boolean {
  if (index.records.nameOf(record, pin) !== null) return true;
  const { recordCodes } = index;
  for (let row = index.records.firstCode.get(record); row !== -1; row = recordCodes.nextOfRecord(row)) {
    if (recordCodes.knownAt(row, pin)) return true;
  }
  return false;
}

/** The golden record a code points at on a day, as known at a revision; -1 if none, or several. */
export function onlyRecordOf(index: ResolveIndex, code: number, { pin, day }: When): number {
  const { recordCodes } = index;
  let only = -1;
  for (let row = index.codes.firstRecord.get(code); row !== -1; row = recordCodes.next(row)) {
    if (!recordCodes.knownAt(row, pin) || !recordCodes.validOn(row, day)) continue;
    const record = recordCodes.recordOf(row);
    if (only !== -1 && only !== record) return -1;
    only = record;
  }
  return only;
}

/** The name of a code on a day, as known at a revision: its source’s, else that of the one golden record it points at,
 *  for identifiers come without names; null if nothing names it. */
export function displayOf(index: ResolveIndex, code: number, when: When): string | null {
  const { pin, day } = when;
  for (let row = index.codes.firstFact.get(code); row !== -1; row = index.facts.next(row)) {
    if (!index.facts.knownAt(row, pin) || !index.facts.validOn(row, day)) continue;
    const display = index.texts.get(index.facts.displayOf(row));
    if (display !== null) return display;
  }
  const record = onlyRecordOf(index, code, when);
  return record === -1 ? null : index.records.nameOf(record, pin);
}
