/** The key under which a question names the golden records as if they were a code system. Reserved: no row of
 *  `code_system` has it. */
export const goldenKey = 'golden';

/** Where code systems are told by number; the database numbers them from 1. */
export const goldenSystemId = 0;
