import { spawn } from 'node:child_process';
import type { Account } from './account.js';
import type { Binaries } from './binaries.js';

export interface ToolResult {
  ok: boolean;
  output: string;
}

export interface Toolbox {
  binaries: Binaries;
  account: Account | null;
}

/** Runs initdb or pg_ctl to its end, as the server's account and with nothing of our environment.
 *
 *  Detached, which makes it a session of its own: Ctrl-C in the terminal reaches the whole foreground process
 *  group, and pg_ctl would take the server down while the hub is still draining. */
export function runTool(
  { binaries, account }: Toolbox,
  program: string,
  args: string[],
): Promise<ToolResult> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: binaries.binDir,
      detached: true,
      windowsHide: true,
      env: minimalEnv(binaries),
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(account ?? {}),
    });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    child.on('exit', (code) => {
      // 'exit', not 'close': on Windows the server inherits the pipes and would hold them open for ever.
      setImmediate(() => resolve({ ok: code === 0, output }));
    });
  });
}

function minimalEnv({ binDir }: Binaries): NodeJS.ProcessEnv {
  const path = process.platform === 'win32' ? binDir : '/usr/local/bin:/usr/bin:/bin';
  return { PATH: path, LC_ALL: 'C', TZ: 'UTC' };
}
