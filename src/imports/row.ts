import type { Value } from '../golden-records/attribute.js';
import type { RejectedRow } from './judged-row.js';
import type { Column } from './profile.js';
import { faultOfRaw, faultOfText, readCell } from './read-cell.js';

/** Thrown out of a row on its first fault and caught by whoever judges it, so that every reader may simply return a
 *  value. */
export class Fault {
  constructor(readonly rejected: Omit<RejectedRow, 'keys'>) {}
}

export function faultOf(
  column: string,
  value: string,
  { problem, message }: { problem: string; message: string },
): Fault {
  return new Fault({ kind: 'rejected', column, value, problem, message });
}

const plainText = /^[\x20-\x7E]*$/;

/** The cells of the row that is being judged, by the place of their columns in the profile; one place more, always empty,
 *  stands for columns that there are not. */
export class Row {
  readonly texts: string[];
  readonly values: (Value | undefined)[];

  constructor(columns: number) {
    this.texts = Array.from({ length: columns + 1 }, () => '');
    this.values = Array.from({ length: columns + 1 }, () => undefined);
  }

  text(at: number): string {
    return this.texts[at] ?? '';
  }

  read(at: number, { header, required, kind }: Column, raw: string): void {
    const tooLong = faultOfRaw(raw);
    if (tooLong) throw faultOf(header, raw, tooLong);
    // Nearly every cell is plain ASCII, which is its own NFC and text for certain.
    const plain = plainText.test(raw);
    const text = (plain ? raw : raw.normalize('NFC')).trim();
    this.texts[at] = text;
    this.values[at] = undefined;
    if (text === '') {
      if (required) throw faultOf(header, text, { problem: 'MISSING', message: 'the value is missing' });
      return;
    }
    const notText = plain ? undefined : faultOfText(text);
    if (notText) throw faultOf(header, text, notText);
    if (kind === 'text') {
      this.values[at] = text;
      return;
    }
    const read = readCell(kind, text);
    if (read.kind === 'fault') throw faultOf(header, text, read);
    this.values[at] = read.value;
  }
}

/** Reads one thing out of a row. */
export type Reader<T> = (row: Row) => T;
