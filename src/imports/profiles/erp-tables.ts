import type { Column, Profile } from '../profile.js';

const must = (header: string): Column => ({ header, required: true, kind: 'text' });
const text = (header: string): Column => ({ header, required: false, kind: 'text' });
const list = (header: string): Column => ({ header, required: false, kind: 'list' });
const day = (header: string): Column => ({ header, required: false, kind: 'date' });

/** A cost center stands where it stands while it takes cost. */
const openDays = { first: 'Opened', end: 'Closed' };

const form = {
  source: 'erp',
  delivers: 'snapshot',
  encoding: 'utf8',
  delimiter: ',',
  quote: '"',
  mappings: [],
} as const;

/** A plain table of suppliers, with the roles each plays. */
export const erpSuppliers: Profile = {
  ...form,
  key: 'erp-suppliers',
  title: 'Suppliers',
  columns: [
    must('Supplier Number'),
    must('Name'),
    list('Roles'),
    list('Aliases'),
    list('LIC'),
    ...['GLN', 'Remit To', 'Parent', 'Status'].map(text),
  ],
  parts: [
    {
      says: 'SUPPLIER',
      system: 'erp-supplier',
      key: ['Supplier Number'],
      attributes: { name: 'Name', remitTo: 'Remit To', parent: 'Parent', status: 'Status' },
      lists: {
        roles: { column: 'Roles' },
        aliases: { column: 'Aliases' },
        labelerKeys: { column: 'LIC', prefix: 'LIC:' },
      },
      codes: [{ system: 'gln', column: 'GLN', role: 'BASE' }],
      relations: [
        { kind: 'SUBSIDIARY_OF', system: 'erp-supplier', code: 'Parent' },
        { kind: 'REMITS_TO', system: 'erp-supplier', code: 'Remit To' },
      ],
    },
  ],
};

/** A plain table of places. The EHR names wards and clinics by numbers of its own. */
export const erpLocations: Profile = {
  ...form,
  key: 'erp-locations',
  title: 'Locations',
  columns: [
    must('Location Code'),
    must('Name'),
    must('Kind'),
    ...['Parent', 'Facility', 'Time Zone', 'GLN', 'EHR Department', 'Status'].map(text),
  ],
  parts: [
    {
      says: 'LOCATION',
      system: 'erp-location',
      key: ['Location Code'],
      attributes: {
        name: 'Name',
        kind: 'Kind',
        parent: 'Parent',
        facility: 'Facility',
        timeZone: 'Time Zone',
        status: 'Status',
      },
      codes: [
        { system: 'gln', column: 'GLN', role: 'BASE' },
        { system: 'ehr-dept', column: 'EHR Department', role: 'KEY' },
      ],
      relations: [{ kind: 'PART_OF', system: 'erp-location', code: 'Parent' }],
    },
  ],
};

/** A plain table of cost centers with their segments. */
export const erpCostCenters: Profile = {
  ...form,
  key: 'erp-cost-centers',
  title: 'Cost centers',
  columns: [
    must('Cost Center'),
    must('Name'),
    ...['Company', 'Facility', 'Department', 'Parent', 'Location'].map(text),
    ...['Opened', 'Closed'].map(day),
  ],
  parts: [
    {
      says: 'COST_CENTER',
      system: 'erp-cost-center',
      key: ['Cost Center'],
      attributes: {
        name: 'Name',
        company: 'Company',
        facility: 'Facility',
        department: 'Department',
        parent: 'Parent',
        location: 'Location',
        opened: 'Opened',
        closed: 'Closed',
      },
      relations: [
        { kind: 'ROLLS_UP_TO', system: 'erp-cost-center', code: 'Parent', days: openDays },
        { kind: 'LOCATED_AT', system: 'erp-location', code: 'Location', days: openDays },
      ],
    },
  ],
};
