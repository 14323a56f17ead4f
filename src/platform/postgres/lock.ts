import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findProcess } from './processes.js';

/* One process owns a data folder at a time. Node has no flock, and the usual lock file has a hole: two processes
 * that both find it stale both remove it, the second one removing the first one's fresh lock.
 *
 * So the lock is a folder of numbered tickets, and the highest ticket is the owner. Whoever finds its owner gone
 * makes the next number by `link`, which is atomic and fails if the number exists. A slow process may make a
 * number that was used and removed long ago; it then sees a higher one and steps back. The highest ticket is
 * never removed, only marked as released. */

export type LockOutcome = { kind: 'locked'; lock: Lock } | { kind: 'held'; pid: number };

export interface Lock {
  release(): void;
}

interface Ticket {
  pid: number;
  startedAt: string;
}

const released: Ticket = { pid: 0, startedAt: '' };

export function takeLock(folder: string): LockOutcome {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (;;) {
    const highest = highestTicket(folder);
    const owner = readTicket(folder, highest);
    if (owner && isAlive(owner)) return { kind: 'held', pid: owner.pid };
    if (claim(folder, highest + 1)) return { kind: 'locked', lock: makeLock(folder, highest + 1) };
  }
}

/** Like `takeLock`, but gives an owner a moment to go: one that was killed may still be leaving the kernel. */
export async function takeLockPatiently(folder: string, patienceMs: number): Promise<LockOutcome> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const outcome = takeLock(folder);
    if (outcome.kind === 'locked' || Date.now() > deadline) return outcome;
    await sleep(50);
  }
}

/** Whether the last owner went without releasing it, as after `kill -9`. */
export function isAbandoned(folder: string): boolean {
  try {
    const owner = readTicket(folder, highestTicket(folder));
    return owner !== null && owner.pid !== released.pid && !isAlive(owner);
  } catch {
    return false;
  }
}

/** Who owns the folder now, without trying to own it. */
export function lockOwner(folder: string): number | null {
  try {
    const owner = readTicket(folder, highestTicket(folder));
    return owner && isAlive(owner) ? owner.pid : null;
  } catch {
    return null;
  }
}

function claim(folder: string, number: number): boolean {
  const draft = writeDraft(folder, ownTicket());
  try {
    linkSync(draft, join(folder, String(number)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return keepIfHighest(folder, number);
}

function keepIfHighest(folder: string, number: number): boolean {
  const all = tickets(folder);
  const won = Math.max(...all) === number;
  const obsolete = won ? all.filter((ticket) => ticket < number) : [number];
  for (const ticket of obsolete) rmSync(join(folder, String(ticket)), { force: true });
  return won;
}

function makeLock(folder: string, number: number): Lock {
  return { release: () => renameSync(writeDraft(folder, released), join(folder, String(number))) };
}

let drafts = 0;

function writeDraft(folder: string, ticket: Ticket): string {
  const draft = join(folder, `draft-${process.pid}-${drafts++}`);
  writeFileSync(draft, JSON.stringify(ticket), { mode: 0o600 });
  return draft;
}

function tickets(folder: string): number[] {
  return readdirSync(folder)
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function highestTicket(folder: string): number {
  return Math.max(0, ...tickets(folder));
}

function readTicket(folder: string, number: number): Ticket | null {
  try {
    return JSON.parse(readFileSync(join(folder, String(number)), 'utf8'));
  } catch (error) {
    // Ticket 0 does not exist; another one may have been removed since the listing, or lost its text in a
    // power cut: all of them have no owner.
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function ownTicket(): Ticket {
  return { pid: process.pid, startedAt: findProcess(process.pid)?.startedAt ?? '' };
}

function isAlive({ pid, startedAt }: Ticket): boolean {
  const found = findProcess(pid);
  return found !== null && found.startedAt === startedAt;
}
