import { identifierFormat } from '../../src/identifiers/formats.js';
import { dataRows } from '../identifiers/test-data.js';
import { type BenchOptions, beside } from './figure.js';
import { rate } from './rate.js';

/** Identifiers checked and normalised a second, real ones with their real errors, beside an empty loop over the same
 *  strings. */
export async function bench({ emit, say }: BenchOptions): Promise<void> {
  for (const { format: key, values } of identifiers()) {
    say(`${key}: ${values.length.toLocaleString('en-US')} identifiers ...`);
    const format = identifierFormat(key);
    if (!format) throw new Error(`no identifier format "${key}"`);
    const floor = rate(values, (value) => value.length);
    const value = rate(values, (value) => format.normalise(value).kind.length);
    emit({ bench: 'units', case: key, metric: 'throughput', unit: 'identifiers/s', ...beside(value, floor) });
  }
}

function identifiers(): { format: string; values: string[] }[] {
  const gudid = dataRows('gudid-identifiers.csv.gz', ',').slice(1);
  const issuedBy = (agency: string) => gudid.filter((row) => row[2] === agency).map((row) => row[3] ?? '');
  const ndc = dataRows('ndc-packages.txt.gz', '\t').map((row) => row[1] ?? '');
  const all = gudid.map((row) => row[3] ?? '');
  return [
    { format: 'gtin', values: issuedBy('GS1') },
    { format: 'hibc', values: issuedBy('HIBCC') },
    { format: 'iccbba', values: issuedBy('ICCBBA') },
    { format: 'udi', values: all },
    { format: 'ndc', values: ndc },
    // No public file of these is at hand: the same device identifiers, read as what a manufacturer prints.
    { format: 'catalog-number', values: all },
  ].filter(({ values }) => values.length > 0);
}
