import { ProgressBar } from './progress-bar.js';

/** A progress bar for each stage of a long piece of work, the one after the other. */
export class StageBars {
  #name = '';
  #bar: ProgressBar | undefined;

  readonly show = (name: string, done: number, total: number): void => {
    if (this.#name !== name) {
      this.end();
      this.#name = name;
      this.#bar = new ProgressBar(name, total);
    }
    this.#bar?.show(done, done.toLocaleString('en'));
  };

  end(): void {
    this.#bar?.end();
  }
}
