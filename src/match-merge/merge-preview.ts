import type { Values } from '../golden-records/attribute.js';
import type { Domain } from '../golden-records/domain.js';
import { domainDeclarations } from '../golden-records/domain-declarations.js';
import { type AttributeRule, rulesOf } from '../golden-records/survivorship-rule.js';
import { valueTexts } from '../golden-records/value-text.js';
import { believe, type Weighing, type Word } from './survivorship.js';

/** What would become of one attribute. */
export interface PreviewedValue {
  readonly attribute: string;
  /** What each of the two is believed to be now. */
  readonly survivor: readonly string[];
  readonly merged: readonly string[];
  readonly after: readonly string[];
}

export interface Side {
  readonly name: string;
  readonly values: Values;
  readonly words: readonly Word[];
}

/** How survivorship weighs a domain’s attributes: as it declares, and over that as people have decided. */
export function weighingOf(domain: Domain, decided: readonly AttributeRule[]): Weighing {
  return { name: domainDeclarations[domain].name, rules: rulesOf(domain, decided) };
}

/** What the hub would believe if two golden records were one: its name, and every attribute that either has, in the order
 *  in which the domain declares them. */
export function previewMerge(
  domain: Domain,
  survivor: Side,
  merged: Side,
  decided: readonly AttributeRule[],
): { name: string; values: readonly PreviewedValue[] } {
  const after = believe([...survivor.words, ...merged.words], weighingOf(domain, decided));
  // Of neither anything is said any more: the survivor stays as it was last.
  if (!after) return { name: survivor.name, values: [] };
  const values = Object.entries(domainDeclarations[domain].attributes).flatMap(([attribute, declared]) => {
    const textsIn = (all: Values) => {
      const value = all[attribute];
      return value === undefined ? [] : valueTexts(value, declared);
    };
    const row = { survivor: textsIn(survivor.values), merged: textsIn(merged.values) };
    const then = textsIn(after.values);
    if (row.survivor.length + row.merged.length + then.length === 0) return [];
    return [{ attribute, ...row, after: then }];
  });
  return { name: after.name, values };
}
