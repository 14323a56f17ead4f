import { join } from 'node:path';
import { readCsv } from './csv.mjs';

/** Pairs of real lines that are surely one thing, from a folder with drug_lines.csv and the others: `{ set, left, right }`. */
export function readTruePairs(folder) {
  const read = (name) => readCsv(join(folder, name));
  const drugs = new Map(read('drug_lines.csv').map(({ id, description }) => [id, description]));
  const supplies = new Map(read('supply_lines.csv.gz').map(({ id, description }) => [id, description]));
  const devices = new Map(read('gudid_devices.csv.gz').map((device) => [device.primary_di, device]));
  return [
    ...read('drug_truth_ndc11.csv').map(({ a, b }) => ({
      set: 'ndc11',
      left: drugs.get(a) ?? '',
      right: drugs.get(b) ?? '',
    })),
    ...read('supply_truth_catalog.csv').map(({ a, b }) => ({
      set: 'catalog',
      left: supplies.get(a) ?? '',
      right: supplies.get(b) ?? '',
    })),
    ...read('supply_to_gudid_truth.csv').flatMap(({ description, primary_di }) => {
      const device = devices.get(primary_di.split('|')[0]);
      return device ? [{ set: 'gudid', left: description, right: deviceText(device) }] : [];
    }),
  ];
}

/** What FDA's record says in words: brand, description, sizes. Sizes of free text keep what follows their label. */
function deviceText({ brandName, deviceDescription, sizes }) {
  const parts = [brandName, deviceDescription, ...sizes.split('|')];
  return parts
    .map((part) => part.replace(/^Device Size Text, specify\s*/, '').trim())
    .filter(Boolean)
    .join('; ');
}
