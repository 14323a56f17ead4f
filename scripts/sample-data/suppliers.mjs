import { demoGln } from './gs1.mjs';
import { byText, randomFor } from './random.mjs';
import { nameForms } from './wording.mjs';

export const SUPPLIER_COLUMNS = [
  'Supplier Number',
  'Name',
  'Roles',
  'Aliases',
  'GLN',
  'LIC',
  'Remit To',
  'Parent',
  'Status',
];

/** Companies that carry the name of another one of the file. */
const PARENTS = new Map([
  ['Bard Access Systems, Inc.', 'C. R. Bard, Inc.'],
  ['Bard Brachytherapy, Inc.', 'C. R. Bard, Inc.'],
  ['Bard Peripheral Vascular, Inc.', 'C. R. Bard, Inc.'],
  ['Fresenius Medical Care Renal Therapies Group, LLC', 'Fresenius Medical Care Holdings, Inc.'],
  ['MEDTRONIC SOFAMOR DANEK, INC.', 'MEDTRONIC, INC.'],
  ['MEDTRONIC XOMED, INC.', 'MEDTRONIC, INC.'],
]);

/** Invented. The first is the one whose price file is part of the sample data. */
const DISTRIBUTORS = [
  {
    name: 'DISTRIBUTOR B',
    aliases: ['Distributor B Medical-Surgical', 'DIST B'],
    remitTo: 'DISTRIBUTOR B REMITTANCE',
  },
  { name: 'DISTRIBUTOR A', aliases: ['Distributor A Inc.', 'DIST A'] },
  { name: 'DISTRIBUTOR C', aliases: ['Distributor C LLC', 'DIST-C', 'DIST C SPECIALTY'] },
];

/** `{ makers, distributors, remittances }`: makers by their legal name. `seen` gathers the other names that the
 *  item master uses. */
export function openSuppliers(items) {
  const names = [...new Set(items.map(({ maker }) => maker))].sort(byText((name) => name.toUpperCase()));
  const makers = names.map((legalName, at) => ({
    number: String(200_110 + at * 10),
    name: randomFor(`supplier|${legalName}`).pick(nameForms(legalName).usual.slice(0, 3)).toUpperCase(),
    legalName,
    seen: new Set(),
  }));
  const distributors = DISTRIBUTORS.map((distributor, at) => ({
    ...distributor,
    number: String(300_100 + at * 10),
  }));
  const remittances = distributors
    .filter(({ remitTo }) => remitTo)
    .map(({ name, remitTo, number }) => ({
      name: remitTo,
      parent: name,
      number: String(Number(number) + 5),
    }));
  return { makers: new Map(makers.map((maker) => [maker.legalName, maker])), distributors, remittances };
}

/** The supplier file of the hospital. `direct` are the manufacturers that it buys from and pays itself. */
export function supplierRows({ makers, distributors, remittances }, { direct, labelerCodes }) {
  const rows = [
    ...[...makers.values()].map((maker) => makerRow(maker, makers, direct, labelerCodes)),
    ...distributors.map((distributor) => distributorRow(distributor, remittances)),
    ...remittances.map(({ name, number, parent }) => ({
      'Supplier Number': number,
      Name: name,
      Roles: 'remit-to',
      Parent: distributors.find((distributor) => distributor.name === parent).number,
      Status: 'ACTIVE',
    })),
  ];
  return rows.map((row, at) => ({ ...row, GLN: at % 2 ? '' : demoGln(100_000_010 + at * 10) }));
}

function makerRow({ number, name, legalName, seen }, makers, direct, labelerCodes) {
  const parent = makers.get(PARENTS.get(legalName))?.number ?? '';
  const pays = direct.has(legalName);
  return {
    'Supplier Number': number,
    Name: name,
    Roles: pays ? 'manufacturer|labeler|remit-to' : 'manufacturer|labeler',
    Aliases: aliases(name, legalName, seen),
    LIC: labelerCodes.get(legalName) ?? '',
    'Remit To': pays ? parent || number : '',
    Parent: parent,
    Status: !pays && randomFor(`status|${legalName}`).chance(0.3) ? 'INACTIVE' : 'ACTIVE',
  };
}

/** The legal name, every name of the item master, and one more that somebody once noted. */
function aliases(name, legalName, seen) {
  const noted = randomFor(`alias|${legalName}`).pick(nameForms(legalName).usual);
  const all = new Set([legalName, ...[...seen].sort(byText((text) => text)), noted]);
  all.delete(name);
  return [...all].join('|');
}

function distributorRow({ number, name, aliases, remitTo }, remittances) {
  return {
    'Supplier Number': number,
    Name: name,
    Roles: remitTo ? 'distributor' : 'distributor|remit-to',
    Aliases: aliases.join('|'),
    'Remit To': remitTo ? remittances.find((remittance) => remittance.name === remitTo).number : number,
    Status: 'ACTIVE',
  };
}
