import type { Normalised } from './normal-form.js';

/** The key under which a question names the golden records as if they were a code system. Reserved: no row of
 *  `code_system` has it. */
export const goldenKey = 'golden';

/** Where code systems are told by number; the database numbers them from 1. */
export const goldenSystemId = 0;

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A golden id as a caller wrote it. */
export function readGoldenId(written: string): Normalised {
  const normal = written.trim().toLowerCase();
  return uuidPattern.test(normal)
    ? { kind: 'normal', normal }
    : { kind: 'invalid', problem: 'BAD_FORMAT', message: 'a golden record is named by its id, a UUID' };
}
