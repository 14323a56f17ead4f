import type { Attribute } from './attribute.js';
import type { Domain } from './domain.js';

/** What an identifier may decide: `strong` links by itself, `pair` only where it names exactly one golden record. */
export type Strength = 'strong' | 'pair';

export interface DomainIdentifier {
  /** Key of its code system. */
  readonly system: string;
  readonly strength: Strength;
}

/** A domain, declared as data: everything the hub needs to hold, link, show and describe its records. */
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
