import type { Attribute } from '../attribute.js';
import type { Domain } from '../domain.js';

/** A kind of relation, declared as data: which domains it joins, what the database guards of it, and what it carries. It
 *  is read from its first end to its second: a ward is PART_OF a hospital. Which kinds are one a day or free of circles
 *  stands in guards of the database too: a kind that is added or altered takes a migration. */
export interface RelationDeclaration {
  readonly from: Domain;
  readonly to: Domain;
  /** For people, read from the first end: "is part of". */
  readonly title: string;
  /** Read from the second end: "has as parts". */
  readonly inverse: string;
  readonly description: string;
  /** How many a record may have on one day. Of several words on one day the most trusted source’s counts. */
  readonly cardinality: 'one' | 'many';
  /** On no day does it lead back to where it started. */
  readonly acyclic: boolean;
  /** Whether it may hold under a condition only, which is part of what is said. */
  readonly conditional: boolean;
  /** Whether it is a draft until somebody other than who proposed it approves it. */
  readonly approval: boolean;
  readonly attributes: Readonly<Record<string, Attribute>>;
}
