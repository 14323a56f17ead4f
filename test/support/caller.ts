import { roles } from '../../src/app/roles.js';
import { abilityOf, type Caller } from '../../src/platform/access/ability.js';

/** Somebody who asks, as the edge would have it after authentication. */
export function makeCaller(
  changes: Partial<Pick<Caller, 'actor' | 'person' | 'role' | 'systems'>> = {},
): Caller {
  const { actor = 'key:test', role = 'administrator', systems = null } = changes;
  const { person = actor.replace(/^key:/, '') } = changes;
  return { actor, person, role, systems, ability: abilityOf(roles[role] ?? [], systems) };
}
