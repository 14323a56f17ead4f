import type { Type } from '@nestjs/common';
import { Field, type FieldOptions, Int, ObjectType, type ReturnTypeFunc } from '@nestjs/graphql';
import type { Attribute, AttributeType } from './attribute.js';
import type { DomainDeclaration } from './domain-declaration.js';
import { domainDeclarations } from './domain-declarations.js';
import { GoldenRecordModel, PackageLevelModel } from './golden-record.model.js';
import { needOf } from './visible-attributes.js';

/** Kind of value → type of the field that shows it. Decimals and days are text, so that nothing is rounded or shifted. */
const fieldTypes: Readonly<Record<AttributeType, ReturnTypeFunc>> = {
  text: () => String,
  boolean: () => Boolean,
  integer: () => Int,
  decimal: () => String,
  date: () => String,
  texts: () => [String],
  packages: () => [PackageLevelModel],
};

/** The GraphQL types of all domains, made from their declarations: a declared attribute is a field. */
export const goldenRecordTypes = Object.values(domainDeclarations).map(typeOf);

function typeOf(declaration: DomainDeclaration): Type<object> {
  class DomainRecord {}
  Object.defineProperty(DomainRecord, 'name', { value: `${declaration.type}Model` });
  for (const [name, attribute] of Object.entries(declaration.attributes)) {
    // What a record is called may be an attribute of its own: the interface has that field already.
    if (name !== 'name')
      Field(fieldTypes[attribute.type], fieldOptions(attribute))(DomainRecord.prototype, name);
  }
  ObjectType(declaration.type, {
    implements: () => [GoldenRecordModel],
    description: declaration.description,
  })(DomainRecord);
  return DomainRecord;
}

function fieldOptions(attribute: Attribute): FieldOptions {
  const unit = attribute.unit && attribute.unit !== '1' ? ` In ${attribute.unit}.` : '';
  const need = needOf(attribute);
  const hidden = need ? ` Null without the ability \`${need}\`.` : '';
  return { nullable: true, description: `${attribute.description}${unit}${hidden}` };
}
