/** Why a code is proposed in the place of a retired one: a mapping REPLACED_BY says so, or its display is the most alike
 *  of those that hold on that day. */
export const successorBases = ['DECLARED', 'ALIKE'] as const;
export type SuccessorBasis = (typeof successorBases)[number];
