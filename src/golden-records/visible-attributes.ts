import { type Ability, may, type Need } from '../platform/access/ability.js';
import type { Attribute, Sensitivity } from './attribute.js';
import type { Domain } from './domain.js';
import { domainDeclarations } from './domain-declarations.js';

/** What it takes to see a value, beyond reading golden records. */
const needs: Readonly<Record<Sensitivity, Need | undefined>> = {
  public: undefined,
  internal: undefined,
  financial: 'read FinancialValue',
  restricted: 'read RestrictedValue',
};

/** The ability without which an attribute is not shown, if it takes one. */
export function needOf({ sensitivity = 'public' }: Attribute): Need | undefined {
  return needs[sensitivity];
}

/** The attributes of a domain that a caller may see, in the order they are declared. */
export function visibleAttributes(
  ability: Ability,
  domain: Domain,
): readonly (readonly [string, Attribute])[] {
  return visibleAmong(ability, domainDeclarations[domain].attributes);
}

/** Those of some declared attributes that a caller may see, in their order. */
export function visibleAmong(
  ability: Ability,
  attributes: Readonly<Record<string, Attribute>>,
): readonly (readonly [string, Attribute])[] {
  return Object.entries(attributes).filter(([, attribute]) => {
    const need = needOf(attribute);
    return need === undefined || may(ability, need);
  });
}
