import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type postgres from 'postgres';
import { type Db, openSession } from '../platform/db/db.js';

const charactersAWrite = 64 * 1024;

/** Rows on their way into a COPY, some hundreds to a write: row by row, the writing took a quarter of the staging.
 *  On a connection of its own: on one of the pool, postgres.js sends other statements after the COPY before it has
 *  ended, and they fail (COPY_IN_PROGRESS). */
export class CopySink {
  readonly #session: postgres.Sql;
  readonly #stream: Writable;
  #text = '';

  private constructor(session: postgres.Sql, stream: Writable) {
    this.#session = session;
    this.#stream = stream;
    // A lost connection is told to whoever writes next; without a listener it would end the process.
    stream.on('error', () => {});
  }

  /** `copy` is the whole statement, `copy TABLE (…) from stdin`. */
  static async open(db: Db, copy: string): Promise<CopySink> {
    const session = openSession(db);
    try {
      const query = session.unsafe(copy);
      const stream = await query.writable();
      // postgres.js forgets the stream when it is ended. What PostgreSQL says after that, of the last rows or of a
      // constraint, is told to the query alone, which was settled when the stream came.
      Object.assign(query, { reject: (error: Error) => stream.destroy(error) });
      return new CopySink(session, stream);
    } catch (error) {
      await session.end({ timeout: 5 });
      throw error;
    }
  }

  /** One record’s rows. A promise when the database needs time: it must be awaited before the next record, since it is
   *  the only one to say that the connection was lost. `plain`: no field holds what COPY escapes. */
  put(rows: readonly (readonly (string | null)[])[], plain = false): Promise<void> | undefined {
    for (const fields of rows) this.#text += `${fields.map(plain ? plainField : copyField).join('\t')}\n`;
    return this.#text.length < charactersAWrite ? undefined : this.#flush();
  }

  /** Ends the COPY; its rows are in the table when this resolves. */
  async close(): Promise<void> {
    try {
      await this.#flush();
      const finished = once(this.#stream, 'finish');
      this.#stream.end();
      await finished;
    } finally {
      await this.#session.end({ timeout: 5 });
    }
  }

  async #flush(): Promise<void> {
    if (this.#stream.destroyed) throw this.#stream.errored ?? new Error('the COPY was ended');
    const text = this.#text;
    this.#text = '';
    if (text !== '' && !this.#stream.write(text)) await once(this.#stream, 'drain');
  }
}

function plainField(field: string | null): string {
  return field ?? '\\N';
}

/** COPY’s text format: backslash, tab and line ends escaped. */
function copyField(field: string | null): string {
  if (field === null) return '\\N';
  return /[\\\t\n\r]/.test(field)
    ? field.replace(
        /[\\\t\n\r]/g,
        (char) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[char] ?? char,
      )
    : field;
}

/** What PostgreSQL cannot hold is shown as the replacement character. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

// Control characters, quotation marks, backslashes and halves of surrogate pairs.
const needsCare = /[^ !#-[\]-\uD7FF\uE000-\uFFFF]/;

/** Whether no cell holds what COPY, an array or JSON escapes. One look at all cells spares nearly every row a look at
 *  each. */
export function arePlain(cells: readonly string[]): boolean {
  return !needsCare.test(cells.join(''));
}

/** PostgreSQL’s text form of an array. */
export function textArray(cells: readonly string[], plain = arePlain(cells)): string {
  const inQuotes = plain ? cells : cells.map((cell) => storable(cell).replace(/["\\]/g, '\\$&'));
  return `{"${inQuotes.join('","')}"}`;
}
