import { chownSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The account that runs the server. PostgreSQL refuses to run as root, so root lends it to `nobody`: an account
 *  every Unix has, so that no user has to be made. Everybody else runs it as themselves (`null`). */
export interface Account {
  uid: number;
  gid: number;
}

export function serverAccount(): Account | null {
  return process.getuid?.() === 0 ? nobody() : null;
}

function nobody(): Account {
  const line = readPasswd().find((entry) => entry.startsWith('nobody:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  // macOS writes -2, which the kernel keeps as an unsigned number.
  return { uid: Number(uid ?? 65534) >>> 0, gid: Number(gid ?? 65534) >>> 0 };
}

function readPasswd(): string[] {
  try {
    return readFileSync('/etc/passwd', 'utf8').split('\n');
  } catch {
    return [];
  }
}

/** Whether `account` may enter `folder`, which takes the execute bit on it and on every folder above. */
export function canEnter(account: Account | null, folder: string): boolean {
  if (!account) return true;
  const above = dirname(folder);
  return mayEnterOne(account, folder) && (above === folder || canEnter(account, above));
}

function mayEnterOne({ uid, gid }: Account, folder: string): boolean {
  const stat = statSync(folder);
  if (stat.uid === uid) return (stat.mode & 0o100) !== 0;
  if (stat.gid === gid) return (stat.mode & 0o010) !== 0;
  return (stat.mode & 0o001) !== 0;
}

export function giveTo(account: Account | null, path: string): void {
  if (account) chownSync(path, account.uid, account.gid);
}
