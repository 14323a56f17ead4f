import type { Entry, Value, Values, Winners } from './attribute.js';
import type { Domain } from './domain.js';
import { domainDeclarations } from './domain-declarations.js';

/** Of several things of one shape, those that hold on a day; undefined where none does. */
function entriesOnDay(entries: readonly Entry[], day: string): Value | undefined {
  const held = entries.filter(
    ({ starts, ends }) =>
      (starts === undefined || String(starts) <= day) && (ends === undefined || day < String(ends)),
  );
  return held.length > 0 ? held : undefined;
}

/** Values without the entries that do not hold on a day. An attribute without days of its own holds as long as the word
 *  does that says it. */
export function valuesOnDay(values: Values, domain: Domain, day: string): Values {
  const { attributes } = domainDeclarations[domain];
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      if (attributes[name]?.type !== 'entries') return [[name, value]];
      const held = entriesOnDay(value as readonly Entry[], day);
      return held === undefined ? [] : [[name, held]];
    }),
  );
}

/** A golden record as of a day: what a word says that holds on it (`holding`: ids of source record versions). No other
 *  word takes the place of one that does not. Nothing if there are words and none holds. */
export function recordOnDay<
  Believed extends { readonly domain: Domain; readonly values: Values; readonly winners: Winners },
>(believed: Believed, holding: ReadonlySet<number>, day: string): (Believed & { readonly day: string })[] {
  const { domain, values, winners } = believed;
  const holds = (attribute: string) => (winners[attribute] ?? []).some((word) => holding.has(word));
  const attributes = Object.keys(values);
  if (attributes.length > 0 && !attributes.some(holds)) return [];
  const held = Object.fromEntries(Object.entries(values).filter(([attribute]) => holds(attribute)));
  return [{ ...believed, values: valuesOnDay(held, domain, day), day }];
}
