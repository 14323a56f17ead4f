import type { Attribute } from './attribute.js';
import type { DomainDeclaration } from './domain-declaration.js';
import type {
  AttributeDeclarationModel,
  DomainDeclarationModel,
  EntryFieldModel,
} from './golden-record.model.js';

/** A domain as the query `domains` shows it, of which the hub holds so many golden records. */
export function declarationModel(declaration: DomainDeclaration, records: number): DomainDeclarationModel {
  const { domain, type, title, description, identifiers, attributes } = declaration;
  return {
    ...{ domain, type, title, description, records },
    identifiers: identifiers.map(({ system, strength, issuer }) => ({
      ...{ system, strength },
      issuer: 'organisation' in issuer ? issuer.organisation : issuer.attribute,
    })),
    attributes: Object.entries(attributes).map(([name, attribute]) => attributeModel(name, attribute)),
  };
}

function attributeModel(name: string, attribute: Attribute): AttributeDeclarationModel {
  const { type, description, unit, required, sensitivity, survivorship, comparator, rules } = attribute;
  const entry = attribute.type === 'entries' ? attribute.entry : undefined;
  return {
    ...{ name, type, description },
    unit: unit ?? null,
    required: required === true,
    sensitivity: sensitivity ?? 'public',
    survivorship: survivorship ?? 'priority',
    comparator: comparator ?? null,
    rules: rules ?? [],
    entryType: entry?.type ?? null,
    entryFields: Object.entries(entry?.fields ?? {}).map(
      ([field, declared]): EntryFieldModel => ({
        name: field,
        type: declared.type,
        description: declared.description,
        unit: declared.unit ?? null,
        required: declared.required === true,
        rules: declared.rules ?? [],
      }),
    ),
  };
}
