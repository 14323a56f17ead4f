import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/* Plain JavaScript, because it guards the very steps that install and compile the rest. Softer than the lock of
 * the data folder: should two processes find the same dead owner in the same millisecond, both may build, which
 * costs time and does no harm. */

const oldestMs = 15 * 60_000;

/** Runs `work` while holding `path`; waits for another process that holds it, unless that one is gone. */
export async function withLock(path, work) {
  mkdirSync(dirname(path), { recursive: true });
  while (!claim(path)) {
    removeIfStale(path);
    await sleep(100);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

/** By `link`, so that the lock never exists without its text. */
function claim(path) {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, identity(process.pid) ?? '');
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function removeIfStale(path) {
  const owner = readOrNull(path);
  const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  if (owner === null || (identity(Number(owner.split(' ')[0])) === owner && age < oldestMs)) return;
  const grave = `${path}.stale-${process.pid}`;
  try {
    renameSync(path, grave);
  } catch {
    return;
  }
  // Another process may have buried it and made its own between our look and our rename: give that back.
  if (readOrNull(grave) !== owner) giveBack(grave, path);
  rmSync(grave, { force: true });
}

function giveBack(grave, path) {
  try {
    linkSync(grave, path);
  } catch {
    // A third process holds it by now.
  }
}

/** Number and, on Linux, start time of a live process: the number alone may have passed to another one. */
function identity(pid) {
  if (!isAlive(pid)) return null;
  const stat = readOrNull(`/proc/${pid}/stat`);
  return stat ? `${pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}` : `${pid}`;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function readOrNull(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
