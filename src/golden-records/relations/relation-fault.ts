import type { Values } from '../attribute.js';
import { faultOfValue, type ValueFault } from '../value-fault.js';
import { relationDeclarations } from './relation-declarations.js';
import type { RelationKind } from './relation-kind.js';

const longestCondition = 1_000;

/** What is wrong with what a relation of a kind is said to carry, if anything is; the field as in
 *  `attributes.prices[2].price`. */
export function faultOfRelation(
  kind: RelationKind,
  { condition, attributes }: { readonly condition: string; readonly attributes: Values },
): ValueFault | undefined {
  const declared = relationDeclarations[kind];
  if (condition !== '' && !declared.conditional)
    return { field: 'condition', problem: 'UNKNOWN_FIELD', message: 'a relation of this kind has none' };
  if (condition.length > longestCondition)
    return { field: 'condition', problem: 'TOO_LONG', message: 'a condition has at most 1,000 characters' };
  if (condition.includes('\0') || !condition.isWellFormed())
    return { field: 'condition', problem: 'BAD_CHARACTER', message: 'it holds a character that is no text' };
  for (const [name, value] of Object.entries(attributes)) {
    const attribute = Object.hasOwn(declared.attributes, name) ? declared.attributes[name] : undefined;
    if (!attribute)
      return {
        ...{ field: 'attributes', problem: 'UNKNOWN_FIELD' },
        message: 'the kind has an attribute of no such name',
      };
    const fault = faultOfValue(name, attribute, value);
    if (fault) return { ...fault, field: `attributes.${fault.field}` };
  }
  return undefined;
}
