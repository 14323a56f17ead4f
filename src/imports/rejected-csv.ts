import type { RejectedRowOnFile } from './import.queries.js';

/** A cell no spreadsheet runs: what begins like a formula gets an apostrophe in front, which the way back in takes
 *  off again. */
export function neutralise(cell: string): string {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell;
}

function quoted(cell: string): string {
  const safe = neutralise(cell);
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The rejected rows of a delivery as CSV: where, what, why, and the row as it was. */
export async function* rejectedCsv(rows: AsyncIterable<RejectedRowOnFile>): AsyncGenerator<string> {
  yield 'row,column,value,problem,message,cells…\r\n';
  for await (const { rowNumber, column, value, problem, message, cells } of rows) {
    yield `${[String(rowNumber), column, value, problem, message, ...cells].map(quoted).join(',')}\r\n`;
  }
}
