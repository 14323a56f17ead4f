import { survivorships } from '../golden-records/attribute.js';
import { declarationFaults } from '../golden-records/declaration-faults.js';
import { domainDeclarations } from '../golden-records/domain-declarations.js';
import { validationRules } from '../imports/validation-rules.js';
import { declaredComparators } from '../match-merge/declared-comparators.js';

/** What the domain declarations name and no layer has, a sentence each; empty in a sound house. Asked before anything
 *  starts. */
export function unknownRules(): readonly string[] {
  return declarationFaults(Object.values(domainDeclarations), {
    comparators: new Set(declaredComparators),
    survivorships: new Set(survivorships),
    validations: new Set(Object.keys(validationRules)),
  });
}
