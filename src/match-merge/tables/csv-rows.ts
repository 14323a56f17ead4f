const quote = 34;
const comma = 44;
const lineFeed = 10;
const carriageReturn = 13;

/** Rows of a CSV text (RFC 4180; lines end in LF, CR LF or CR) that comes in pieces, read as fast-csv reads them, which
 *  the tests hold it to: blank rows left out, spaces around quotes left out, spaces in a cell without quotes kept. Tables
 *  of a million rows are read whole by one thread; by fast-csv, a character at a time, that was a fifth of all the time that
 *  a hundred thousand took. */
export class CsvRows {
  /** Where a row begins that has not ended yet. */
  #rest = '';
  #cells: string[] = [];

  /** The rows that end in the next piece of the text. */
  *next(piece: string): Generator<string[]> {
    yield* this.#read(piece, false);
  }

  /** The last row, where no line end follows it. */
  *end(): Generator<string[]> {
    yield* this.#read('', true);
  }

  *#read(piece: string, isLast: boolean): Generator<string[]> {
    const text = this.#rest + piece;
    let from = 0;
    while (from < text.length) {
      this.#cells = [];
      const end = this.#row(text, from, isLast);
      if (end < 0) break;
      from = end;
      if (this.#cells.some((cell) => cell.trim() !== '')) yield this.#cells;
    }
    this.#rest = text.slice(from);
  }

  /** Where the row ends that begins there; -1 where its end is not in the text yet. */
  #row(text: string, from: number, isLast: boolean): number {
    for (let at = from; ; at++) {
      at = this.#cell(text, at, isLast);
      if (at < 0 || (at >= text.length && !isLast)) return -1;
      switch (text.charCodeAt(at)) {
        case comma:
          continue;
        case carriageReturn:
          if (at + 1 === text.length && !isLast) return -1;
          return text.charCodeAt(at + 1) === lineFeed ? at + 2 : at + 1;
        default:
          return at + 1;
      }
    }
  }

  /** Where the cell ends that begins there. */
  #cell(text: string, from: number, isLast: boolean): number {
    let at = afterSpaces(text, from);
    if (text.charCodeAt(at) === quote) return this.#quoted(text, at + 1, isLast);
    for (at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === comma || code === lineFeed || code === carriageReturn) break;
    }
    this.#cells.push(text.slice(from, at));
    return at;
  }

  #quoted(text: string, from: number, isLast: boolean): number {
    let cell = '';
    for (let at = from; ; ) {
      const end = text.indexOf('"', at);
      // A quote at the very end may be the first of two.
      if (end < 0 || (end + 1 === text.length && !isLast)) {
        if (isLast) throw new Error(`A quote is not closed: "${text.slice(from, from + 20)}`);
        return -1;
      }
      cell += text.slice(at, end);
      at = end + 2;
      if (text.charCodeAt(end + 1) === quote) {
        cell += '"';
        continue;
      }
      this.#cells.push(cell);
      const after = afterSpaces(text, end + 1);
      const code = text.charCodeAt(after);
      if (after < text.length && code !== comma && code !== lineFeed && code !== carriageReturn)
        throw new Error(`After a closing quote stands no comma: ${text.slice(after, after + 20)}`);
      return after;
    }
  }
}

function afterSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
  return at;
}
