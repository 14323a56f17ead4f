import type { Attribute } from './attribute.js';
import type { DomainDeclaration } from './domain-declaration.js';

/** The names that the later layers answer to. */
export interface RuleNames {
  readonly comparators: ReadonlySet<string>;
  readonly survivorships: ReadonlySet<string>;
  readonly validations: ReadonlySet<string>;
}

/** One sentence for every name in the declarations that no layer answers to, with its file, attribute and rule; empty if
 *  all are known. A misspelt rule would otherwise be a rule that nobody keeps. */
export function declarationFaults(
  declarations: readonly DomainDeclaration[],
  known: RuleNames,
): readonly string[] {
  return declarations.flatMap(({ domain, name, identifiers, attributes }) => {
    const file = `src/golden-records/domains/${domain.toLowerCase().replaceAll('_', '-')}.ts`;
    const named = [
      ...name.map((attribute) => ({ attribute, by: 'the name of its records' })),
      ...identifiers.flatMap(({ system, issuer }) =>
        'attribute' in issuer ? [{ attribute: issuer.attribute, by: `the identifier ${system}` }] : [],
      ),
    ];
    return [
      ...named
        .filter(({ attribute }) => !Object.hasOwn(attributes, attribute))
        .map(({ attribute, by }) => `${file}: ${by} names the attribute ${attribute}, which it has not.`),
      ...Object.entries(attributes).flatMap(([attribute, declared]) =>
        namesIn(attribute, declared)
          .filter(({ kind, rule }) => !known[kind].has(rule))
          .map(
            ({ place, kind, rule }) =>
              `${file}: ${place} names the ${words[kind]} ${rule}, which there is not.`,
          ),
      ),
    ];
  });
}

const words: Readonly<Record<keyof RuleNames, string>> = {
  comparators: 'comparator',
  survivorships: 'survivorship',
  validations: 'validation rule',
};

interface Named {
  /** As in `prices.currency`. */
  readonly place: string;
  readonly kind: keyof RuleNames;
  readonly rule: string;
}

function namesIn(place: string, attribute: Attribute): Named[] {
  const { comparator, survivorship, rules = [] } = attribute;
  const fields = attribute.type === 'entries' ? Object.entries(attribute.entry.fields) : [];
  return [
    ...(comparator === undefined ? [] : [{ place, kind: 'comparators' as const, rule: comparator }]),
    ...(survivorship === undefined ? [] : [{ place, kind: 'survivorships' as const, rule: survivorship }]),
    ...rules.map((rule) => ({ place, kind: 'validations' as const, rule })),
    ...fields.flatMap(([field, { rules: ofField = [] }]) =>
      ofField.map((rule) => ({ place: `${place}.${field}`, kind: 'validations' as const, rule })),
    ),
  ];
}
