/** Why a source record could not be linked. A kind that is new to this page is shown as it is. */
const words: Readonly<Record<string, string>> = {
  SEVERAL_RECORDS: 'Its identifiers together point at several golden records.',
  NO_COMMON_RECORD: 'Its identifiers point at different golden records.',
  DIFFERENT_GTIN: 'They point at a golden record whose base GTIN is another one.',
  MOVED: 'It has its place, and its identifiers now point somewhere else.',
  ENTANGLED: 'Its file ties so many records together that it was not settled.',
};

export function conflictWords(kind: string): string {
  return words[kind] ?? kind;
}
