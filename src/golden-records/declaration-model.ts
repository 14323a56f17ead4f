import type { Attribute } from './attribute.js';
import type { DomainDeclaration } from './domain-declaration.js';
import type {
  AttributeDeclarationModel,
  DomainDeclarationModel,
  EntryFieldModel,
} from './golden-record.model.js';
import { type AttributeRule, defaultStrategy } from './survivorship-rule.js';

/** A domain as the query `domains` shows it, of which the hub holds so many golden records, weighed by these rules. */
export function declarationModel(
  declaration: DomainDeclaration,
  records: number,
  rules: ReadonlyMap<string, AttributeRule>,
): DomainDeclarationModel {
  const { domain, type, title, description, identifiers, attributes } = declaration;
  return {
    ...{ domain, type, title, description, records },
    identifiers: identifiers.map(({ system, strength, issuer }) => ({
      ...{ system, strength },
      issuer: 'organisation' in issuer ? issuer.organisation : issuer.attribute,
    })),
    attributes: Object.entries(attributes).map(([name, attribute]) => attributeModel(name, attribute, rules)),
  };
}

/** An attribute as the schema shows it, weighed by its rule among these. */
export function attributeModel(
  name: string,
  attribute: Attribute,
  all: ReadonlyMap<string, AttributeRule>,
): AttributeDeclarationModel {
  const rule = all.get(name);
  const { type, description, unit, required, sensitivity, survivorship, comparator, rules } = attribute;
  const entry = attribute.type === 'entries' ? attribute.entry : undefined;
  return {
    ...{ name, type, description },
    unit: unit ?? null,
    required: required === true,
    sensitivity: sensitivity ?? 'public',
    survivorship: rule?.strategy ?? survivorship ?? defaultStrategy,
    trustedSources: rule?.sources ?? [],
    movesWith: rule?.movesWith
      ? [...all.values()]
          .filter((other) => other !== rule && other.movesWith === rule.movesWith)
          .map((other) => other.attribute)
      : [],
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
