import type { Domain } from '../api/schema-types.js';

interface DomainWords {
  readonly title: string;
  /** One of them. */
  readonly one: string;
}

/** In the order of the hub. */
export const domainWords: Readonly<Record<Domain, DomainWords>> = {
  ITEM: { title: 'Items', one: 'Item' },
  SUPPLIER: { title: 'Suppliers', one: 'Supplier' },
  LOCATION: { title: 'Locations', one: 'Location' },
  COST_CENTER: { title: 'Cost centers', one: 'Cost center' },
  CHARGE_CODE: { title: 'Charge codes', one: 'Charge code' },
  GL_ACCOUNT: { title: 'General ledger accounts', one: 'General ledger account' },
};

export const domains = Object.keys(domainWords) as readonly Domain[];
