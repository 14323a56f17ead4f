import pino from 'pino';
import { vi } from 'vitest';
import { log } from '../../src/platform/telemetry/log.js';

/** Everything this process writes to its log, to stdout or to stderr from now on, as one text. */
export function captureLog(): { text(): string; restore(): void } {
  const written: string[] = [];
  const keep = (line: unknown) => {
    written.push(String(line));
    return true;
  };
  const stream = (log as unknown as Record<symbol, { write(line: string): boolean }>)[pino.symbols.streamSym];
  if (!stream) throw new Error('pino writes to no stream');
  const spies = [
    vi.spyOn(stream, 'write').mockImplementation(keep),
    vi.spyOn(process.stdout, 'write').mockImplementation(keep as typeof process.stdout.write),
    vi.spyOn(process.stderr, 'write').mockImplementation(keep as typeof process.stderr.write),
    ...(['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation((...parts) => void keep(parts.join(' '))),
    ),
  ];
  return {
    text: () => written.join('\n'),
    restore: () => {
      for (const spy of spies) spy.mockRestore();
    },
  };
}
