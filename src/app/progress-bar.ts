import type { WriteStream } from 'node:tty';

const cells = 30;
const betweenMs = 100;

/** Draws how far a long piece of work has come, on stderr; on anything but a terminal it draws nothing, so that logs
 *  stay readable. `done` and `total` are in the same unit, bytes of the file for an import. */
export class ProgressBar {
  #drawnAt = 0;

  constructor(
    private readonly label: string,
    private readonly total: number,
    private readonly out: WriteStream = process.stderr,
  ) {}

  show(done: number, note: string): void {
    if (!this.out.isTTY || performance.now() - this.#drawnAt < betweenMs) return;
    this.#drawnAt = performance.now();
    this.out.write(`\r\x1b[2K${this.label} ${this.#bar(done)} ${note}`);
  }

  end(): void {
    if (this.out.isTTY) this.out.write('\r\x1b[2K');
  }

  #bar(done: number): string {
    const share = this.total > 0 ? Math.min(1, done / this.total) : 1;
    const full = Math.round(share * cells);
    return `[${'█'.repeat(full)}${'·'.repeat(cells - full)}] ${String(Math.floor(share * 100)).padStart(3)} %`;
  }
}
