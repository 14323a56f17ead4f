/** A house code or a CPT number where a standard code may stand: no code of that system, and no fault of what carries it. */
export const nothingSaid: ReadonlySet<string> = new Set(['LOCAL_CODE', 'NOT_LEVEL_II']);

/** What people write where there is nothing to write. Taken for a code, it would make one thing of all that carry it. */
export const filler =
  /^(?:N\/?A|N\.A\.?|NONE|NULL|NIL|UNK(?:NOWN)?|TB[AD]|VARIOUS|MISC|X{2,}|0+|[-.?*#/]+)$/i;
