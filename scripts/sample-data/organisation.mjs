/* An invented health system of three hospitals: its places and its cost centers. */
import { demoGln } from './gs1.mjs';

export const LOCATION_COLUMNS = [
  'Location Code',
  'Name',
  'Kind',
  'Parent',
  'Facility',
  'Time Zone',
  'GLN',
  'EHR Department',
  'Status',
];

export const COST_CENTER_COLUMNS = [
  'Cost Center',
  'Name',
  'Company',
  'Facility',
  'Department',
  'Parent',
  'Location',
  'Opened',
  'Closed',
];

const SYSTEM = { code: 'QH', name: 'Quillhaven Health', zone: 'America/Chicago' };

const HOSPITALS = [
  {
    code: 'QHG',
    name: 'Quillhaven General Hospital',
    zone: 'America/Chicago',
    company: '100',
    segment: '10',
    rooms: 8,
    labs: 3,
    wards: ['3 North', '3 South', '4 North', '4 South', '5 North', '5 South', '6 North'],
    clinics: ['Cardiology', 'Orthopedics', 'Wound Care', 'Infusion', 'Vascular'],
    opened: '2009-01-01',
  },
  {
    code: 'QHL',
    name: 'Quillhaven Lakeside Hospital',
    zone: 'America/Chicago',
    company: '100',
    segment: '20',
    rooms: 6,
    labs: 2,
    wards: ['2 East', '2 West', '3 East', '3 West', '4 East'],
    clinics: ['Cardiology', 'Orthopedics', 'Spine', 'Dialysis'],
    opened: '2012-07-01',
  },
  {
    code: 'QHM',
    name: 'Quillhaven Mesa Hospital',
    zone: 'America/Denver',
    company: '200',
    segment: '30',
    rooms: 4,
    labs: 1,
    wards: ['1 Main', '2 Main', '3 Main', 'Annex 1'],
    clinics: ['Family Medicine', 'Orthopedics', 'Imaging'],
    opened: '2018-01-01',
  },
];

/** Departments that every hospital has, with the department segment of their cost center. */
const DEPARTMENTS = [
  { code: 'ED', name: 'Emergency Department', segment: '6100' },
  { code: 'ICU', name: 'Intensive Care Unit', segment: '6110' },
  { code: 'LD', name: 'Labor and Delivery', segment: '6120' },
  { code: 'SUR', name: 'Surgical Services', segment: '6200' },
  { code: 'PACU', name: 'Recovery Room', segment: '6210' },
  { code: 'CVL', name: 'Cardiovascular Laboratory', segment: '6300' },
  { code: 'IR', name: 'Interventional Radiology', segment: '6310' },
  { code: 'END', name: 'Endoscopy', segment: '6320' },
  { code: 'LAB', name: 'Clinical Laboratory', segment: '6400' },
  { code: 'IMG', name: 'Imaging', segment: '6410' },
  { code: 'SPD', name: 'Sterile Processing', segment: '6500' },
  { code: 'PHA', name: 'Pharmacy', segment: '6600' },
];

/** Their stock is kept beside them. */
const WITH_STOCKROOM = new Set(['ED', 'ICU', 'SUR', 'CVL', 'IR', 'END', 'LAB']);

/** Nobody works there by a schedule of the EHR. */
const NOT_IN_EHR = new Set(['SPD', 'PHA']);

const CLOSED_WARDS = new Set(['QHG-W6N', 'QHM-WA1']);

export function locationRows() {
  const system = { code: SYSTEM.code, name: SYSTEM.name, kind: 'system', zone: SYSTEM.zone };
  const places = [system, ...HOSPITALS.flatMap(placesOf)];
  let department = 0;
  return places.map((place, at) => ({
    'Location Code': place.code,
    Name: place.name,
    Kind: place.kind,
    Parent: place.parent ?? '',
    Facility: place.facility ?? '',
    'Time Zone': place.zone,
    GLN: isClosed(place) ? '' : demoGln(200_000_010 + at * 10),
    'EHR Department': place.inEhr ? String(71_001 + department++ * 4) : '',
    Status: isClosed(place) ? 'INACTIVE' : 'ACTIVE',
  }));
}

export function costCenterRows() {
  const top = costCenter({
    company: '100',
    segment: '00',
    department: '0000',
    name: SYSTEM.name,
    location: SYSTEM.code,
  });
  const shared = [
    ['8000', 'Supply Chain'],
    ['8010', 'Accounts Payable'],
    ['8020', 'Patient Financial Services'],
    ['8030', 'Information Services'],
    ['8040', 'Consolidated Service Center (project)'],
  ].map(([department, name]) =>
    costCenter({
      company: '100',
      segment: '00',
      department,
      name,
      parent: top['Cost Center'],
      location: SYSTEM.code,
      closed: department === '8040' ? '2021-12-31' : '',
    }),
  );
  return [top, ...shared, ...HOSPITALS.flatMap((hospital) => costCentersOf(hospital, top['Cost Center']))];
}

/** Those that use supplies and are open. */
export function usingCostCenters(rows) {
  return rows.filter((row) => row.Department.startsWith('6') && !row.Closed).map((row) => row['Cost Center']);
}

function placesOf(hospital) {
  const { code, name, zone } = hospital;
  const inside = (suffix, rest) => ({
    code: `${code}-${suffix}`,
    facility: code,
    zone,
    parent: code,
    ...rest,
  });
  return [
    { code, name, kind: 'facility', parent: SYSTEM.code, facility: code, zone },
    inside('DOCK', { name: 'Receiving Dock', kind: 'dock' }),
    ...(hospital.rooms > 4 ? [inside('DOCK2', { name: 'Pharmacy Dock', kind: 'dock' })] : []),
    inside('STORE', { name: 'Central Storeroom', kind: 'stockroom' }),
    ...DEPARTMENTS.map((unit) =>
      inside(unit.code, { name: unit.name, kind: 'department', inEhr: !NOT_IN_EHR.has(unit.code) }),
    ),
    ...numbered(hospital.rooms, (number) =>
      inside(`OR${number}`, {
        name: `Operating Room ${Number(number)}`,
        kind: 'department',
        parent: `${code}-SUR`,
      }),
    ),
    ...numbered(hospital.labs, (number) =>
      inside(`CL${number}`, {
        name: `Cath Lab ${Number(number)}`,
        kind: 'department',
        parent: `${code}-CVL`,
      }),
    ),
    ...hospital.wards.map((ward) =>
      inside(wardCode(ward), { name: `Ward ${ward}`, kind: 'department', inEhr: true }),
    ),
    ...DEPARTMENTS.filter((unit) => WITH_STOCKROOM.has(unit.code)).map((unit) =>
      inside(`${unit.code}-ST`, {
        name: `${unit.name} Stock`,
        kind: 'stockroom',
        parent: `${code}-${unit.code}`,
      }),
    ),
    ...hospital.clinics.map((clinic) =>
      inside(clinicCode(clinic), { name: `${clinic} Clinic`, kind: 'clinic', inEhr: true }),
    ),
  ];
}

function costCentersOf(hospital, top) {
  const { company, segment, code, opened } = hospital;
  const own = (rest) => costCenter({ company, segment, opened, ...rest });
  const all = own({ department: '0000', name: hospital.name, parent: top, location: code });
  const parent = all['Cost Center'];
  const closed = (location) => (CLOSED_WARDS.has(location) ? '2023-06-30' : '');
  return [
    all,
    ...DEPARTMENTS.map((unit) =>
      own({ department: unit.segment, name: unit.name, parent, location: `${code}-${unit.code}` }),
    ),
    ...hospital.wards.map((ward, at) => {
      const location = `${code}-${wardCode(ward)}`;
      return own({
        department: String(6010 + at * 5),
        name: `Ward ${ward}`,
        parent,
        location,
        closed: closed(location),
      });
    }),
    ...hospital.clinics.map((clinic, at) =>
      own({
        department: String(6700 + at * 10),
        name: `${clinic} Clinic`,
        parent,
        location: `${code}-${clinicCode(clinic)}`,
      }),
    ),
    own({ department: '8100', name: 'Materials Management', parent, location: `${code}-STORE` }),
    ...[
      ['6205', 'Surgical Services, old chart', `${code}-SUR`],
      ['6900', 'Outpatient Surgery, leased', code],
    ].map(([department, name, location]) =>
      own({ department, name, parent, location, closed: '2019-12-31' }),
    ),
  ];
}

function costCenter({
  company,
  segment,
  department,
  name,
  parent = '',
  location,
  opened = '2009-01-01',
  closed = '',
}) {
  return {
    'Cost Center': `${company}-${segment}-${department}`,
    Name: name,
    Company: company,
    Facility: segment,
    Department: department,
    Parent: parent,
    Location: location,
    Opened: opened,
    Closed: closed,
  };
}

function isClosed(place) {
  return CLOSED_WARDS.has(place.code);
}

function numbered(count, make) {
  return Array.from({ length: count }, (_, at) => make(String(at + 1).padStart(2, '0')));
}

/** “3 North” → W3N, “Annex 1” → WA1. */
function wardCode(ward) {
  return `W${ward
    .split(' ')
    .map((word) => word[0])
    .join('')}`;
}

function clinicCode(clinic) {
  return `C-${clinic.split(' ')[0].slice(0, 6).toUpperCase()}`;
}
