import type { Values } from '../../golden-records/attribute.js';
import type { Domain } from '../../golden-records/domain.js';
import { readCatalogNumber } from '../../identifiers/catalog-number.js';

/** One column of the table that the engine compares records in. */
export interface MatchColumn {
  readonly name: string;
  readonly kind: 'text' | 'code';
  /** What a record says in it; '' where it says nothing. */
  readonly cell: (values: Values) => string;
}

const attribute =
  (name: string) =>
  (values: Values): string =>
    textOf(values[name]);

/** How the records of each domain are laid out to be compared: sources put one thing into different attributes (a brand
 *  before the description, a number under catalog number or model), and the engine compares column by column. A domain
 *  that is not listed is linked by certain evidence only. */
const layouts: Partial<Record<Domain, readonly MatchColumn[]>> = {
  ITEM: [
    { name: 'description', kind: 'text', cell: itemLine },
    { name: 'manufacturer', kind: 'text', cell: attribute('manufacturer') },
    { name: 'number', kind: 'code', cell: itemNumber },
  ],
  // Not by restricted values: the account of a pair shows what was compared.
  SUPPLIER: [{ name: 'name', kind: 'text', cell: attribute('name') }],
  LOCATION: [
    { name: 'name', kind: 'text', cell: attribute('name') },
    { name: 'kind', kind: 'text', cell: attribute('kind') },
    { name: 'facility', kind: 'code', cell: attribute('facility') },
  ],
};

export const matchedDomains = Object.keys(layouts) as readonly Domain[];

export function columnsOf(domain: Domain): readonly MatchColumn[] {
  return layouts[domain] ?? [];
}

/** The cells of one thing of which several records speak: of each column what most of them say, of equals the longest,
 *  then the first. The order of the records does not matter. */
export function cellsOf(domain: Domain, said: readonly Values[]): readonly string[] {
  return columnsOf(domain).map(({ cell }) => mostSaid(said.map(cell)));
}

function mostSaid(cells: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const cell of cells) if (cell !== '') counts.set(cell, (counts.get(cell) ?? 0) + 1);
  let best = '';
  for (const [cell, count] of counts)
    if (best === '' || before(cell, count, best, counts.get(best) ?? 0)) best = cell;
  return best;
}

function before(cell: string, count: number, than: string, thanCount: number): boolean {
  if (count !== thanCount) return count > thanCount;
  return cell.length === than.length ? cell < than : cell.length > than.length;
}

/** Brand and description as one line, as they stand in most files; of a thing without either, nothing. */
function itemLine(values: Values): string {
  const [brand, description] = [textOf(values.brand), textOf(values.description)];
  if (description === '') return brand === '' ? '' : `${brand} ${textOf(values.model)}`.trim();
  return description.toLowerCase().startsWith(brand.toLowerCase()) ? description : `${brand} ${description}`;
}

/** The maker’s number in its normal form, without `P/N` before it; as written where it has none. */
function itemNumber(values: Values): string {
  const written = textOf(values.catalogNumber) || textOf(values.model);
  return readCatalogNumber(written)?.normal ?? written;
}

function textOf(value: Values[string] | undefined): string {
  return typeof value === 'string' ? value.trim() : '';
}
