import type { Type } from '@nestjs/common';
import { Field, type FieldOptions, Int, ObjectType, type ReturnTypeFunc } from '@nestjs/graphql';
import type { Attribute, EntryField, EntryShape } from './attribute.js';
import type { DomainDeclaration } from './domain-declaration.js';
import { domainDeclarations } from './domain-declarations.js';
import { GoldenRecordModel } from './golden-record.model.js';
import { NodeModel } from './node.model.js';
import { needOf } from './visible-attributes.js';

/** Kind of value → type of the field that shows it. Decimals and days are text, so that nothing is rounded or shifted. */
const fieldTypes: Readonly<Record<Exclude<Attribute['type'], 'entries'>, ReturnTypeFunc>> = {
  text: () => String,
  boolean: () => Boolean,
  integer: () => Int,
  decimal: () => String,
  date: () => String,
  texts: () => [String],
};

/** The types of entries by name: what two domains hold alike is one type. */
const entryTypes = new Map<string, Type<object>>();

/** The GraphQL types of all domains, made from their declarations: a declared attribute is a field. */
export const goldenRecordTypes = Object.values(domainDeclarations).map(typeOf);

function typeOf(declaration: DomainDeclaration): Type<object> {
  const DomainRecord = namedClass(declaration.type);
  for (const [name, attribute] of Object.entries(declaration.attributes)) {
    // What a record is called may be an attribute of its own: the interface has that field already.
    if (name !== 'name')
      Field(fieldTypeOf(attribute), attributeOptions(attribute))(DomainRecord.prototype, name);
  }
  ObjectType(declaration.type, {
    implements: () => [GoldenRecordModel, NodeModel],
    description: declaration.description,
  })(DomainRecord);
  return DomainRecord;
}

function fieldTypeOf(attribute: Attribute): ReturnTypeFunc {
  if (attribute.type !== 'entries') return fieldTypes[attribute.type];
  const entry = entryTypeOf(attribute.entry);
  return () => [entry];
}

function entryTypeOf({ type, description, fields }: EntryShape): Type<object> {
  const known = entryTypes.get(type);
  if (known) return known;
  const EntryModel = namedClass(type);
  for (const [name, field] of Object.entries(fields)) {
    Field(fieldTypes[field.type], {
      ...(!field.required && { nullable: true }),
      description: described(field),
    })(EntryModel.prototype, name);
  }
  ObjectType(type, { description })(EntryModel);
  entryTypes.set(type, EntryModel);
  return EntryModel;
}

function namedClass(type: string): Type<object> {
  class Model {}
  Object.defineProperty(Model, 'name', { value: `${type}Model` });
  return Model;
}

function attributeOptions(attribute: Attribute): FieldOptions {
  const need = needOf(attribute);
  const hidden = need ? ` Null without the ability \`${need}\`.` : '';
  return { nullable: true, description: `${described(attribute)}${hidden}` };
}

function described({ description, unit }: Attribute | EntryField): string {
  return unit && unit !== '1' ? `${description} In ${unit}.` : description;
}
