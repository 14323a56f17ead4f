import { profiles } from '../imports/profiles.js';

/** Source systems of which every record is another thing, as their profiles say. */
export const registries: ReadonlySet<string> = new Set(
  [...profiles.values()].flatMap(({ source, parts }) =>
    parts.some(({ distinct }) => distinct) ? [source] : [],
  ),
);
