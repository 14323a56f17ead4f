import type { Roles } from './ability.js';

/** Nest’s token of the declared roles. */
export class RoleTable {
  constructor(readonly roles: Roles) {}
}
