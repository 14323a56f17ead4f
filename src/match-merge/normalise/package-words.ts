/** Packages by the words of hospital files. */
export const PACKAGES: ReadonlyMap<string, string> = new Map([
  ...(['BX', 'BOX', 'BXS', 'BOXES'].map((word) => [word, 'box']) as [string, string][]),
  ...(['CS', 'CASE', 'CA'].map((word) => [word, 'case']) as [string, string][]),
  ...(['PK', 'PACK', 'PKG', 'PACKAGE', 'PKS', 'PCK'].map((word) => [word, 'pack']) as [string, string][]),
  ...(['CTN', 'CARTON'].map((word) => [word, 'carton']) as [string, string][]),
  ...(['EA', 'EACH', 'EAC'].map((word) => [word, 'each']) as [string, string][]),
]);

/** Words behind a number that count pieces. */
export const COUNTED: ReadonlySet<string> = new Set([
  ...['CT', 'COUNT', 'PC', 'PCS', 'PIECES', 'EA', 'EACH', 'PK', 'PACK', 'PKS'],
]);
