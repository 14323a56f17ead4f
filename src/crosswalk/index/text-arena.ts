declare global {
  interface Buffer {
    /** Part of Node since 0.12, missing in its types: `toString('latin1', …)` without 70 ns of reading arguments. */
    latin1Slice(start: number, end: number): string;
  }
}

/** Added to the length of a text that has other than ASCII characters. */
const beyondAscii = 0x80000000;

/** Texts in one byte buffer, each behind its length: strings cost their bytes and nothing else, and no garbage
 *  collector ever visits them. A text is named by its offset; the same text put twice stands twice. */
export class TextArena {
  #buffer: Buffer;
  #end = 4;

  /** Offset of "no text": null, as against the empty text. */
  static readonly none = 0;

  constructor(capacity = 64 * 1024) {
    this.#buffer = Buffer.allocUnsafeSlow(capacity);
  }

  put(text: string | null): number {
    if (text === null) return TextArena.none;
    const room = text.length * 3 + 4;
    if (this.#end + room > this.#buffer.length) this.#grow(this.#end + room);
    const offset = this.#end;
    const written = this.#buffer.write(text, offset + 4, 'utf8');
    this.#buffer.writeUInt32LE(written === text.length ? written : written + beyondAscii, offset);
    this.#end = offset + 4 + written;
    return offset;
  }

  get(offset: number): string | null {
    if (offset === TextArena.none) return null;
    const length = this.#buffer.readUInt32LE(offset);
    const start = offset + 4;
    return length < beyondAscii
      ? this.#buffer.latin1Slice(start, start + length)
      : this.#buffer.toString('utf8', start, start + length - beyondAscii);
  }

  /** Whether the text at `offset` is `text`; compares ASCII byte by byte without making a string. */
  equals(offset: number, text: string): boolean {
    const buffer = this.#buffer;
    const length = buffer.readUInt32LE(offset);
    const start = offset + 4;
    if (length >= beyondAscii) return this.get(offset) === text;
    if (length !== text.length) return false;
    for (let at = 0; at < length; at++) if (buffer[start + at] !== text.charCodeAt(at)) return false;
    return true;
  }

  get bytes(): number {
    return this.#buffer.length;
  }

  #grow(atLeast: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(atLeast, Math.ceil(this.#buffer.length * 1.5)));
    this.#buffer.copy(larger, 0, 0, this.#end);
    this.#buffer = larger;
  }
}
