import { afterAll, beforeAll, expect, test } from 'vitest';
import { unescapeCopy } from '../../../src/crosswalk/index/copied-fields.js';
import { openTestDb, type TestDb } from '../../support/test-db.js';

let pg: TestDb;
beforeAll(async () => {
  pg = await openTestDb();
});
afterAll(() => pg?.close());

test('every character that PostgreSQL holds comes back through COPY as it went in', async () => {
  const control = Array.from({ length: 31 }, (_, at) => String.fromCharCode(at + 1)).join('');
  const texts = [
    `\\N`,
    '\\',
    '\\\\n',
    control,
    `a${control}b\\`,
    'Größe 日本 😀',
    '\u007f\u0085\u2028',
    ' ',
    '',
  ];
  for (const text of texts) {
    const literal = pg.db.$client`select encode(convert_to(${text}, 'UTF8'), 'hex') as hex`;
    const [row] = await literal;
    const stream = await pg.db.$client
      .unsafe(`copy (select convert_from(decode('${row?.['hex']}', 'hex'), 'UTF8'), 'end') to stdout`)
      .readable();
    let copied = '';
    for await (const chunk of stream) copied += String(chunk);
    expect(copied.endsWith('\tend\n')).toBe(true);
    expect(unescapeCopy(copied.slice(0, -5))).toBe(text);
  }
});
