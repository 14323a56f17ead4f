import type { WriteStream } from 'node:tty';
import { expect, test } from 'vitest';
import { ProgressBar } from '../../src/app/progress-bar.js';

function drawn(isTTY: boolean): string {
  let text = '';
  const out = {
    isTTY,
    write: (part: string) => {
      text += part;
      return true;
    },
  };
  const bar = new ProgressBar('candidates', 200, out as unknown as WriteStream);
  bar.show(50, '50');
  bar.end();
  return text;
}

test('a progress bar says on a terminal how far the work has come, and takes itself away at the end', () => {
  const clear = '\r\x1b[2K';
  expect(drawn(true)).toBe(`${clear}candidates [${'█'.repeat(8)}${'·'.repeat(22)}]  25 % 50${clear}`);
});

test('elsewhere it draws nothing, so that logs stay readable', () => {
  expect(drawn(false)).toBe('');
});
