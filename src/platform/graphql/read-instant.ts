const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** An instant to come that a caller wrote with its offset, at most `withinMs` away; undefined if it is none. */
export function readInstantToCome(text: string, withinMs = Number.POSITIVE_INFINITY): Date | undefined {
  const at = instant.test(text) ? Date.parse(text) : Number.NaN;
  return at > Date.now() && at <= Date.now() + withinMs ? new Date(at) : undefined;
}
