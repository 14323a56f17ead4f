import type { Domain } from './domain.js';
import type { DomainDeclaration } from './domain-declaration.js';
import { chargeCode } from './domains/charge-code.js';
import { costCenter } from './domains/cost-center.js';
import { glAccount } from './domains/gl-account.js';
import { item } from './domains/item.js';
import { location } from './domains/location.js';
import { supplier } from './domains/supplier.js';

/** Every domain by its key. */
export const domainDeclarations: Readonly<Record<Domain, DomainDeclaration>> = {
  ITEM: item,
  SUPPLIER: supplier,
  LOCATION: location,
  COST_CENTER: costCenter,
  CHARGE_CODE: chargeCode,
  GL_ACCOUNT: glAccount,
};
