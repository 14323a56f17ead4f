import type { Profile } from './profile.js';
import { wellstarSupplies } from './profiles/wellstar-supplies.js';

const all: readonly Profile[] = [wellstarSupplies];

/** Every profile by its key. */
export const profiles: ReadonlyMap<string, Profile> = new Map(all.map((profile) => [profile.key, profile]));
