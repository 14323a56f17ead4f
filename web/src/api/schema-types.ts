/* The enumerations of `src/schema.graphql` that more than one screen speaks of. */

export type ResolveStatus =
  | 'RESOLVED'
  | 'DEFAULTED'
  | 'NO_MAP'
  | 'AMBIGUOUS'
  | 'UNRESOLVED'
  | 'INVALID'
  | 'UNAVAILABLE';

export type Purpose = 'CHARGES_AS' | 'CLASSIFIED_AS' | 'POSTS_TO' | 'REPLACED_BY' | 'SAME_THING';

export type Relationship = 'BROADER' | 'EQUIVALENT' | 'NARROWER' | 'RELATED';

export type ResolveStepKind =
  | 'CONVERSION'
  | 'DEFAULT'
  | 'MAPPING'
  | 'READING'
  | 'RECORD'
  | 'REDIRECT'
  | 'REPLACEMENT';

export type ConversionSource = 'BILLING_UNIT' | 'CONTENT' | 'MEASURE' | 'PACKAGING';

export type Domain = 'ITEM' | 'SUPPLIER' | 'LOCATION' | 'COST_CENTER' | 'CHARGE_CODE' | 'GL_ACCOUNT';

export type Survivorship = 'COMPLETENESS' | 'FREQUENCY' | 'PRIORITY' | 'RECENCY' | 'UNION';

export type Basis = 'CATALOG_NUMBER' | 'FOUNDED' | 'IDENTIFIER' | 'KEY' | 'MATCH' | 'PERSON';

export type CodeRole =
  | 'BASE'
  | 'DIRECT_MARKING'
  | 'KEY'
  | 'PACKAGE'
  | 'SECONDARY'
  | 'UNIT_OF_USE'
  | 'UNKNOWN';

export interface Problem {
  readonly code: string;
  readonly message: string;
}

export interface Connection<Node> {
  readonly edges: readonly { readonly node: Node }[];
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
}

export interface PageVariables {
  readonly first: number;
  readonly after: string | null;
}
