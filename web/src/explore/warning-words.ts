/** By the codes of docs/errors.md. A warning that is new to this page is shown in the hub’s own sentence. */
export const warningWords: Readonly<Record<string, string>> = {
  STALE: 'The database has been out of reach for a while. Newer facts may exist.',
  ROUNDED: 'The decimal is rounded. The fraction beside it is not.',
  NOT_WHOLE_PACKAGE: 'This is no whole number of packages: part of one is left over.',
  INEXACT_FACTOR:
    'A factor on the way is a published figure that was rounded, so the result is close but not exact.',
  EXPIRES_SOON: 'What answers stops to hold within 30 days of the day asked about.',
  REPLACED: 'The code asked has a successor; the answer is that one’s.',
  TARGET_RETIRED: 'The code answered is not active on that day. The policy lets it answer.',
  WITHDRAWN_UNIT: 'The publisher of a unit on the way has withdrawn it. It is read as it was meant.',
};
