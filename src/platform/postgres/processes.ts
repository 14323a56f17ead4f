import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** A live process. A zombie is not one: it holds nothing, and in a container without init it stays for ever. */
export interface LiveProcess {
  pid: number;
  /** Program and arguments, joined by spaces. '' where the system does not tell (Windows). */
  commandLine: string;
  /** Tells two processes apart that had the same number one after the other. '' where unknown. */
  startedAt: string;
}

const hasProc = existsSync('/proc/self/stat');

export function findProcess(pid: number): LiveProcess | null {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  if (hasProc) return readProc(pid);
  return process.platform === 'win32' ? findBySignal(pid) : (listByPs(['-p', String(pid)])[0] ?? null);
}

export function listProcesses(): LiveProcess[] {
  if (hasProc) return listProc();
  return process.platform === 'win32' ? [] : listByPs(['-ax']);
}

/** `cmdline` rather than `exe`: root in a container without CAP_SYS_PTRACE may not read another account's `exe`. */
function readProc(pid: number): LiveProcess | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may itself hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return null;
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { pid, commandLine, startedAt: `${bootId()}:${fields[19]}` };
  } catch {
    return null;
  }
}

/** The start time counts from the boot, so it says nothing without it. */
function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

function listProc(): LiveProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProc(Number(name)) ?? []);
}

function listByPs(selection: string[]): LiveProcess[] {
  const { stdout } = spawnSync('ps', [...selection, '-o', 'pid=,stat=,lstart=,command='], {
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
  });
  return (stdout ?? '').split('\n').flatMap((line) => parsePs(line) ?? []);
}

function parsePs(line: string): LiveProcess | null {
  const found = /^\s*(\d+)\s+(\S+)\s+(\w+\s+\w+\s+\d+\s+[\d:]+\s+\d+)\s+(.*)$/.exec(line);
  if (!found || found[2]?.startsWith('Z')) return null;
  return { pid: Number(found[1]), startedAt: found[3] ?? '', commandLine: found[4] ?? '' };
}

function findBySignal(pid: number): LiveProcess | null {
  try {
    process.kill(pid, 0);
    return { pid, commandLine: '', startedAt: '' };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? { pid, commandLine: '', startedAt: '' } : null;
  }
}
