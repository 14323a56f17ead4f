import { Field, ID, Int, InterfaceType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { connectionOf } from '../platform/graphql/page.model.js';
import { type Domain, domains } from './domain.js';
import { domainDeclarations } from './domain-declarations.js';
import type { BelievedRecord } from './golden-record.queries.js';
import { NodeModel } from './node.model.js';

export const DomainEnum = Object.fromEntries(domains.map((domain) => [domain, domain])) as {
  readonly [D in Domain]: D;
};
registerEnumType(DomainEnum, {
  name: 'Domain',
  description: 'The kinds of thing the hub holds golden records of.',
  valuesMap: Object.fromEntries(
    Object.entries(domainDeclarations).map(([domain, { description }]) => [domain, { description }]),
  ),
});

export const BasisEnum = {
  KEY: 'KEY',
  IDENTIFIER: 'IDENTIFIER',
  CATALOG_NUMBER: 'CATALOG_NUMBER',
  FOUNDED: 'FOUNDED',
  PERSON: 'PERSON',
  MATCH: 'MATCH',
} as const;
registerEnumType(BasisEnum, {
  name: 'Basis',
  description: 'Why a source record belongs to its golden record.',
  valuesMap: {
    KEY: { description: 'It carries the same key.' },
    IDENTIFIER: { description: 'It carries the same identifier.' },
    CATALOG_NUMBER: { description: 'It carries the same catalog number of the same manufacturer.' },
    FOUNDED: { description: 'Nothing was like it: it founded the golden record.' },
    PERSON: { description: 'A person said so.' },
    MATCH: { description: 'The match engine found it to be the same thing.' },
  },
});

export const SurvivorshipEnum = {
  PRIORITY: 'priority',
  RECENCY: 'recency',
  FREQUENCY: 'frequency',
  COMPLETENESS: 'completeness',
  UNION: 'union',
} as const;
registerEnumType(SurvivorshipEnum, {
  name: 'Survivorship',
  description: 'Which word survives where sources differ.',
  valuesMap: {
    PRIORITY: { description: 'That of the most trusted source, the newest of equals.' },
    RECENCY: { description: 'The newest.' },
    FREQUENCY: { description: 'What most say, of equals that of the most trusted source.' },
    COMPLETENESS: {
      description: 'That of the record which says most, of equals that of the most trusted source.',
    },
    UNION: { description: 'All of them together.' },
  },
});

export const SensitivityEnum = {
  PUBLIC: 'public',
  INTERNAL: 'internal',
  FINANCIAL: 'financial',
  RESTRICTED: 'restricted',
} as const;
registerEnumType(SensitivityEnum, {
  name: 'Sensitivity',
  description: 'Who may see an attribute.',
  valuesMap: {
    PUBLIC: { description: 'Everybody who may read golden records.' },
    INTERNAL: { description: 'Everybody in the house: today the same as PUBLIC.' },
    FINANCIAL: { description: 'Those with the ability `read FinancialValue`.' },
    RESTRICTED: { description: 'Those with the ability `read RestrictedValue`.' },
  },
});

@ObjectType('SaidAttribute', { description: 'What a source record says of one attribute.' })
export class SaidAttributeModel {
  @Field({ description: 'Name of the attribute.' })
  attribute!: string;

  @Field(() => [String], { description: 'Its value as text; several of an attribute that holds a list.' })
  values!: readonly string[];
}

@ObjectType('SourceRecord', {
  description:
    'What a source system says about one thing, as it was said, and why it belongs to its golden record.',
  implements: () => [NodeModel],
})
export class SourceRecordModel {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field({ description: 'Key of the source system that says it.' })
  source!: string;

  @Field({ description: 'Name of the source system for people.' })
  sourceTitle!: string;

  @Field({ description: 'Which of the source’s deliveries says it: key of a profile.' })
  feed!: string;

  @Field(() => DomainEnum, { description: 'What kind of thing it is about.' })
  domain!: Domain;

  @Field(() => String, { nullable: true, description: 'Who gave out its key, where keys have issuers.' })
  issuer!: string | null;

  @Field({ description: 'The source’s own key of the thing, in its normal form.' })
  key!: string;

  @Field(() => BasisEnum, { description: 'Why it belongs to its golden record.' })
  basis!: keyof typeof BasisEnum;

  @Field(() => Int, {
    nullable: true,
    description: 'Row of its file in which it stood, the header being row 1; null where it came in no file.',
  })
  rowNumber!: number | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The delivery that brought it in this wording; null where it came in no file.',
  })
  importId!: string | null;

  @Field({ description: 'Revision since which it says this, a decimal number.' })
  revision!: string;

  @Field(() => [SaidAttributeModel], {
    description:
      'All it says, in the order of the domain’s attributes; without attributes the caller may not see.',
  })
  said!: readonly SaidAttributeModel[];
}

@ObjectType('SaidValue', { description: 'One source record’s word on an attribute.' })
export class SaidValueModel {
  @Field(() => [String], { description: 'The value as text; several of an attribute that holds a list.' })
  values!: readonly string[];

  @Field({ description: 'Whether it is part of what the hub believes.' })
  survives!: boolean;

  @Field(() => SourceRecordModel, { description: 'Whose word it is.' })
  sourceRecord!: SourceRecordModel;
}

@ObjectType('ValueLineage', { description: 'How the hub came to believe the value of one attribute.' })
export class ValueLineageModel {
  @Field({ description: 'Name of the attribute.' })
  attribute!: string;

  @Field(() => [String], {
    description: 'What survives, as text; several of an attribute that holds a list.',
  })
  values!: readonly string[];

  @Field(() => SurvivorshipEnum, { description: 'The rule by which it survived.' })
  rule!: (typeof SurvivorshipEnum)[keyof typeof SurvivorshipEnum];

  @Field(() => [SaidValueModel], { description: 'Every word on it, what survives first.' })
  said!: readonly SaidValueModel[];
}

@InterfaceType('GoldenRecord', {
  implements: () => [NodeModel],
  description:
    'What the hub believes about one thing. Needs the ability `read GoldenRecord`, which a key confined to some code systems never has: a golden record holds what all systems say.',
  resolveType: ({ domain }: GoldenRecordModel) => domainDeclarations[domain].type,
})
export class GoldenRecordModel {
  @Field(() => ID, { description: 'Its id, which never dies.' })
  id!: string;

  @Field(() => DomainEnum, { description: 'What kind of thing it is.' })
  domain!: Domain;

  @Field({
    description: 'What people call it: the first of the domain’s naming attributes with a value, else a key.',
  })
  name!: string;

  @Field({ description: 'Revision since which the hub believes this, a decimal number.' })
  revision!: string;

  /** What stands behind it; no field of the schema. */
  readonly believed!: BelievedRecord;
}

export const GoldenRecordConnection = connectionOf('GoldenRecord', () => GoldenRecordModel);

@ObjectType('EntryField', { description: 'One field of the entries of an attribute.' })
export class EntryFieldModel {
  @Field({ description: 'Its name: a field of the entry’s type.' })
  name!: string;

  @Field({ description: 'Kind of its value: text, boolean, integer, decimal or date.' })
  type!: string;

  @Field({ description: 'What it says.' })
  description!: string;

  @Field(() => String, { nullable: true, description: 'Unit of a number, a UCUM or ISO 4217 code.' })
  unit!: string | null;

  @Field({ description: 'Whether every entry has to say it.' })
  required!: boolean;

  @Field(() => [String], { description: 'Names of the validation rules that its values keep.' })
  rules!: readonly string[];
}

@ObjectType('AttributeDeclaration', {
  description: 'One attribute that golden records of a domain may hold.',
})
export class AttributeDeclarationModel {
  @Field({ description: 'Its name: a field of the domain’s type.' })
  name!: string;

  @Field({
    description:
      'Kind of its value: text, boolean, integer, decimal, date, texts, or entries of several fields each.',
  })
  type!: string;

  @Field({ description: 'What it says of the thing.' })
  description!: string;

  @Field(() => String, { nullable: true, description: 'Unit of a number, a UCUM or ISO 4217 code.' })
  unit!: string | null;

  @Field({ description: 'Whether a record that does not say it is refused.' })
  required!: boolean;

  @Field(() => SensitivityEnum, { description: 'Who may see it.' })
  sensitivity!: (typeof SensitivityEnum)[keyof typeof SensitivityEnum];

  @Field(() => SurvivorshipEnum, { description: 'Which word survives where sources differ.' })
  survivorship!: (typeof SurvivorshipEnum)[keyof typeof SurvivorshipEnum];

  @Field(() => [String], { description: 'Source systems that stand before all others in it, in order.' })
  trustedSources!: readonly string[];

  @Field(() => [String], {
    description: 'The attributes with which its value moves: all are taken from one word.',
  })
  movesWith!: readonly string[];

  @Field(() => String, {
    nullable: true,
    description: 'Name of the comparator by which two records are compared in it; null where they are not.',
  })
  comparator!: string | null;

  @Field(() => [String], { description: 'Names of the validation rules that each of its texts keeps.' })
  rules!: readonly string[];

  @Field(() => String, {
    nullable: true,
    description: 'Name of the type of its entries in this schema; null where it holds none.',
  })
  entryType!: string | null;

  @Field(() => [EntryFieldModel], { description: 'What its entries may hold; empty where it holds none.' })
  entryFields!: readonly EntryFieldModel[];
}

@ObjectType('DomainIdentifier', { description: 'An identifier by which records of a domain are known.' })
export class DomainIdentifierModel {
  @Field({ description: 'Key of its code system.' })
  system!: string;

  @Field({
    description:
      '`strong`: links by itself. `pair`: links where it names exactly one golden record with its issuer.',
  })
  strength!: string;

  @Field({ description: 'Who gives it out: an organisation, or the attribute that names them.' })
  issuer!: string;
}

@ObjectType('DomainDeclaration', { description: 'A kind of thing the hub holds golden records of.' })
export class DomainDeclarationModel {
  @Field(() => DomainEnum, { description: 'Its key.' })
  domain!: Domain;

  @Field({ description: 'Name of its type in this schema.' })
  type!: string;

  @Field({ description: 'Its name for people, in the plural.' })
  title!: string;

  @Field({ description: 'What kind of thing it is.' })
  description!: string;

  @Field(() => Int, { description: 'How many golden records of it the hub holds.' })
  records!: number;

  @Field(() => [DomainIdentifierModel], { description: 'The identifiers by which its records are known.' })
  identifiers!: readonly DomainIdentifierModel[];

  @Field(() => [AttributeDeclarationModel], { description: 'What its records may hold, in order.' })
  attributes!: readonly AttributeDeclarationModel[];
}
