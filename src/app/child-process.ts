import { type ChildProcess, fork } from 'node:child_process';
import type { ChildMessage, SupervisorMessage } from './child.js';
import { DeathToll } from './death-toll.js';

export interface ChildSpec {
  name: string;
  /** Path of a compiled module that calls `runAsChild`. */
  modulePath: string;
  env: Record<string, string>;
  /** Asked whenever a child may go: the database may have moved to another port in between. */
  databaseUrl: () => string;
  log: (line: string) => void;
  /** The child cannot be kept alive; told once. */
  onGiveUp: (sentence: string) => void;
}

/** One supervised process: started again when it dies, until it dies too often or is told to stop.
 *
 *  made ──go()──► starting ──ready──► ready ──dies──► waiting (backoff) ──► starting
 *  any ──stop()──► stopped;  any ──fifth death in a minute, or {type:'failed'}──► given up */
export class HubChild {
  readonly ready: Promise<void>;
  #markReady: () => void = () => {};
  #process: ChildProcess | null = null;
  #backoff: NodeJS.Timeout | undefined;
  #started = false;
  #mayGo = false;
  #replacing = false;
  #ended = false;
  readonly #deaths = new DeathToll();

  constructor(private readonly spec: ChildSpec) {
    this.ready = new Promise((resolve) => {
      this.#markReady = resolve;
    });
  }

  /** Makes the process, which loads what it needs and waits for `go`. Does nothing once the child is stopped or given
   *  up: a start and a stop may cross. */
  start(): void {
    if (this.#ended) return;
    this.#started = true;
    const child = fork(this.spec.modulePath, [], {
      env: this.spec.env,
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#process = child;
    child.on('message', (message: ChildMessage) => this.#hear(message));
    child.on('error', (error) => this.spec.log(`${this.spec.name}: ${error.message}`));
    child.once('exit', (code, signal) => this.#died(signal ?? `exit code ${code}`));
    if (this.#mayGo) this.#tellToGo();
  }

  /** Lets the child begin, and every one made after it at once. Makes it if it was not made before. */
  go(): void {
    this.#mayGo = true;
    if (this.#started) this.#tellToGo();
    else this.start();
  }

  /** Asks for an orderly stop and waits; whoever is not gone after `graceMs` is killed. */
  async stop(graceMs: number): Promise<void> {
    this.#ended = true;
    await this.#endProcess(graceMs);
  }

  /** An orderly stop and a start, which no one counts as a death. */
  async replace(graceMs: number): Promise<void> {
    if (!this.#started || this.#replacing) return;
    this.#replacing = true;
    await this.#endProcess(graceMs);
    this.#replacing = false;
    this.start();
  }

  kill(): void {
    this.#process?.kill('SIGKILL');
  }

  #hear(message: ChildMessage): void {
    if (message.type === 'ready') this.#markReady();
    else this.#giveUp(message.sentence);
  }

  #died(how: string): void {
    this.#process = null;
    if (this.#ended || this.#replacing) return;
    const { name, log } = this.spec;
    const deaths = this.#deaths.add();
    if (deaths.tooMany) {
      this.#giveUp(`The ${name} process died ${deaths.count} times in a minute (${how}).`);
      return;
    }
    log(`The ${name} process died (${how}); starting it again in ${deaths.pauseMs} ms`);
    this.#backoff = setTimeout(() => this.start(), deaths.pauseMs);
  }

  #giveUp(sentence: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.spec.onGiveUp(sentence);
  }

  #tellToGo(): void {
    this.#send({ type: 'go', databaseUrl: this.spec.databaseUrl() });
  }

  #send(message: SupervisorMessage): void {
    const child = this.#process;
    if (child?.connected) child.send(message, () => {});
  }

  async #endProcess(graceMs: number): Promise<void> {
    clearTimeout(this.#backoff);
    const child = this.#process;
    if (!child) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    this.#send({ type: 'stop' });
    const patience = setTimeout(() => child.kill('SIGKILL'), graceMs);
    await exited;
    clearTimeout(patience);
  }
}
