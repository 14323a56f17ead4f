import type { Attribute } from './attribute.js';
import type { Domain } from './domain.js';

/** What an identifier may decide: `strong` links by itself, `pair` only where it names exactly one golden record. */
export type Strength = 'strong' | 'pair';

export interface DomainIdentifier {
  /** Key of its code system. */
  readonly system: string;
  readonly strength: Strength;
  /** Who gives it out: an organisation for all the world, or whoever an attribute of the record names. */
  readonly issuer: { readonly organisation: string } | { readonly attribute: string };
}

/** A domain, declared as data: everything the hub needs to hold, check, link, show and describe its records. Comparators,
 *  survivorship and validation rules stand here by name; the layers that have them are asked for each at start
 *  (`declaration-faults.ts`). */
export interface DomainDeclaration {
  readonly domain: Domain;
  /** Name of its GraphQL type. */
  readonly type: string;
  /** For people, in the plural. */
  readonly title: string;
  readonly description: string;
  /** Attributes that name a record for people; the first with a value counts. */
  readonly name: readonly string[];
  readonly identifiers: readonly DomainIdentifier[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}
