import type { Attribute, Entry, Value, Values } from '../golden-records/attribute.js';
import type { Domain } from '../golden-records/domain.js';
import { domainDeclarations } from '../golden-records/domain-declarations.js';
import { faultOfDays } from '../golden-records/value-fault.js';
import { type ValidationRule, validationRules } from './validation-rules.js';

/** A value that breaks a rule of its attribute, or is missing though every record has to say it. */
export interface BrokenRule {
  readonly attribute: string;
  /** Attribute, or field of which entry: `priceLines[2].currency`. */
  readonly field: string;
  readonly value: string;
  /** Name of the rule. */
  readonly rule: string;
  readonly problem: 'MISSING' | 'BREAKS_RULE' | 'BAD_DATE';
  /** Never repeats the value. */
  readonly message: string;
}

/** Judges what a record says. */
export type JudgeValues = (values: Values) => BrokenRule | undefined;

/** The rules of a domain, looked up once for all its records: the first value that breaks one. Of a record that says a
 *  part of its thing only (`partial`), nothing is missing. */
export function rulesOf(domain: Domain, options: { partial?: boolean } = {}): JudgeValues {
  return rulesAmong(domainDeclarations[domain].attributes, options);
}

/** The same of any declared attributes. */
export function rulesAmong(
  attributes: Readonly<Record<string, Attribute>>,
  { partial = false }: { partial?: boolean } = {},
): JudgeValues {
  const checks = Object.entries(attributes).flatMap(([name, attribute]) => {
    const own = lookedUp(attribute.rules);
    const ofFields =
      attribute.type === 'entries'
        ? Object.entries(attribute.entry.fields).map(([field, { rules }]) => ({
            field,
            rules: lookedUp(rules),
          }))
        : [];
    const dated = attribute.type === 'entries' && Object.hasOwn(attribute.entry.fields, 'ends');
    const isRequired = attribute.required === true && !partial;
    const fields = ofFields.filter(({ rules }) => rules.length > 0);
    return isRequired || own.length > 0 || fields.length > 0 || dated
      ? [{ name, isRequired, own, fields, dated }]
      : [];
  });
  return (values) => {
    for (const { name, isRequired, own, fields, dated } of checks) {
      const value = values[name];
      if (value === undefined) {
        if (!isRequired) continue;
        return { ...missing, attribute: name, field: name };
      }
      const broken = brokenIn(name, value, { own, fields, dated });
      if (broken) return { ...broken, attribute: name };
    }
    return undefined;
  };
}

const missing = { value: '', rule: 'required', problem: 'MISSING', message: 'the value is missing' } as const;

type Named = readonly { readonly name: string; readonly rule: ValidationRule }[];

interface Checks {
  readonly own: Named;
  readonly fields: readonly { readonly field: string; readonly rules: Named }[];
  readonly dated: boolean;
}

function brokenIn(
  name: string,
  value: Value,
  { own, fields, dated }: Checks,
): Omit<BrokenRule, 'attribute'> | undefined {
  if (!Array.isArray(value)) return brokenBy(name, String(value), own);
  for (const [at, entry] of (value as readonly (string | Entry)[]).entries()) {
    const place = `${name}[${at}]`;
    if (typeof entry === 'string') {
      const broken = brokenBy(place, entry, own);
      if (broken) return broken;
      continue;
    }
    for (const { field, rules } of fields) {
      const said = entry[field];
      const broken = said === undefined ? undefined : brokenBy(`${place}.${field}`, String(said), rules);
      if (broken) return broken;
    }
    const fault = dated ? faultOfDays(place, entry) : undefined;
    if (fault) {
      return {
        field: fault.field,
        value: String(entry['ends']),
        rule: 'days',
        problem: 'BAD_DATE',
        message: fault.message,
      };
    }
  }
  return undefined;
}

function brokenBy(field: string, value: string, rules: Named): Omit<BrokenRule, 'attribute'> | undefined {
  for (const { name, rule } of rules) {
    const expected = rule(value);
    if (expected !== undefined) {
      const message = `the value breaks the rule ${name}: it is not ${expected}`;
      return { field, value, rule: name, problem: 'BREAKS_RULE', message };
    }
  }
  return undefined;
}

function lookedUp(names: readonly string[] = []): Named {
  return names.map((name) => {
    const rule = Object.hasOwn(validationRules, name) ? validationRules[name] : undefined;
    if (!rule) throw new Error(`no validation rule "${name}"`);
    return { name, rule };
  });
}
