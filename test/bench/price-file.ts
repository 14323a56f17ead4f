import { createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseString } from 'fast-csv';
import { folders } from '../../src/app/home.js';
import { mod10CheckDigit } from '../../src/identifiers/check-digits.js';
import { goldenItem } from './many-golden-items.js';

const distributorList = join(folders.seedData, 'distributor/dist-b-prices.csv');

/** Places of the columns in the distributor’s file. */
const itemNumber = 0;
const manufacturerItem = 1;
const manufacturer = 2;
const unit = 4;
const quantity = 5;
const gtin = 7;

/** The distributor’s price file again and again, every time with items and GTINs of its own. */
export async function writePriceFile(path: string, rows: number): Promise<void> {
  const [header = [], ...lines] = await distributorRows();
  await write(path, header, function* () {
    for (let row = 0; row < rows; row++) {
      const cells = [...(lines[row % lines.length] ?? [])];
      const turn = Math.floor(row / lines.length);
      cells[itemNumber] = `${cells[itemNumber]}${turn === 0 ? '' : `-${turn}`}`;
      cells[gtin] = renumbered(cells[gtin] ?? '', turn);
      yield cells;
    }
  });
}

/** One item a row, in the same layout, for a hub that holds `golden` made-up items: of four rows two name one of them by
 *  its GTIN, one by manufacturer and catalog number, and one names an item that is not there. */
export async function writeMatchingFile(path: string, rows: number, golden: number): Promise<void> {
  const [header = [], ...lines] = await distributorRows();
  const wanted = Math.ceil((rows * 3) / 4);
  if (wanted > golden) throw new Error(`${rows} rows name ${wanted} golden records`);
  const stride = Math.floor(golden / wanted);
  let named = 0;
  await write(path, header, function* () {
    for (let row = 0; row < rows; row++) {
      const cells = [...(lines[row % lines.length] ?? [])];
      const isNew = row % 4 === 3;
      const known = goldenItem(isNew ? golden + 1 + row : 1 + named++ * stride);
      const byPair = row % 4 === 2;
      cells[itemNumber] = `B${row}`;
      cells[manufacturerItem] = row % 4 < 2 ? '' : known.catalogNumber;
      cells[manufacturer] = known.manufacturer;
      cells[unit] = 'EA';
      cells[quantity] = '1';
      cells[gtin] = byPair ? '' : known.gtin;
      yield cells;
    }
  });
}

function renumbered(written: string, turn: number): string {
  if (!/^\d{14}$/.test(written) || turn === 0) return written;
  const body = (Number(written.slice(1, 13)) + turn * 7_919_001_001) % 1e12;
  const digits = written.charAt(0) + String(body).padStart(12, '0');
  return digits + String(mod10CheckDigit(digits));
}

function distributorRows(): Promise<string[][]> {
  const rows: string[][] = [];
  return new Promise((resolve, reject) => {
    parseString<string[], string[]>(readFileSync(distributorList, 'utf8'))
      .on('error', reject)
      .on('data', (row: string[]) => rows.push(row))
      .on('end', () => resolve(rows));
  });
}

async function write(
  path: string,
  header: readonly string[],
  rows: () => Iterable<readonly string[]>,
): Promise<void> {
  const line = (cells: readonly string[]) => `${cells.map(quoted).join(',')}\n`;
  function* text() {
    let lines = line(header);
    for (const cells of rows()) {
      lines += line(cells);
      if (lines.length < 64 * 1024) continue;
      yield lines;
      lines = '';
    }
    yield lines;
  }
  await pipeline(Readable.from(text()), createWriteStream(path));
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
