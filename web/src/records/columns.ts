import type { Domain } from '../api/schema-types.js';
import { amount } from './attribute-words.js';
import type { ListedRecord } from './records.graphql.js';

export interface Column {
  readonly title: string;
  /** Numbers stand at the right, codes in a fixed pitch. */
  readonly form: 'text' | 'code' | 'number';
  text(record: ListedRecord): string | null | undefined;
}

const manufacturer: Column = { title: 'Manufacturer', form: 'text', text: (record) => record.manufacturer };
const catalogNumber: Column = {
  title: 'Catalog number',
  form: 'code',
  text: (record) => record.catalogNumber,
};
const brand: Column = { title: 'Brand', form: 'text', text: (record) => record.brand };
const roles: Column = { title: 'Roles', form: 'text', text: (record) => record.roles?.join(', ') };
const status: Column = { title: 'Status', form: 'text', text: (record) => record.status };
const kind: Column = { title: 'Kind', form: 'text', text: (record) => record.kind };
const facility: Column = { title: 'Facility', form: 'text', text: (record) => record.facility };
const department: Column = { title: 'Department', form: 'text', text: (record) => record.department };
const price: Column = {
  title: 'Price',
  form: 'number',
  text: ({ price }) => (price ? amount(price, 'USD') : price),
};

/** What tells two records of a domain apart, besides the name. */
export const columns: Readonly<Record<Domain, readonly Column[]>> = {
  ITEM: [manufacturer, catalogNumber, brand],
  SUPPLIER: [roles, status],
  LOCATION: [kind, facility],
  COST_CENTER: [department, facility],
  CHARGE_CODE: [department, price],
  GL_ACCOUNT: [kind, status],
};
