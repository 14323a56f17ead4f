import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differences } from '../../web/src/compare/differences.js';
import { inboxAddress, readInboxAddress } from '../../web/src/inbox/inbox-address.js';
import { mentionsIn } from '../../web/src/inbox/mentions.js';
import { snoozeTimes } from '../../web/src/inbox/snooze-times.js';
import { dueWords } from '../../web/src/inbox/task-words.js';

describe('what differs within a text', () => {
  const marked = (text: string, other: string) =>
    differences(text, other)
      .map(({ text: piece, differs }) => (differs ? `[${piece}]` : piece))
      .join('');

  test('is the words that the other does not say, numbers apart from letters', () => {
    expect(marked('CATHETER FOLEY 16FR', 'Catheter Foley 18 Fr')).toBe('CATHETER FOLEY [16]FR');
    expect(marked('DRESSING SM PICC', 'DRESSING LARGE SOFT PICC')).toBe('DRESSING [SM] PICC');
    expect(marked('one two three', 'one')).toBe('one [two three]');
  });

  test('is nothing of a text held against itself, and loses no sign of any', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.string({ maxLength: 60 }),
        (text, other) => {
          expect(differences(text, text).some(({ differs }) => differs)).toBe(false);
          expect(
            differences(text, other)
              .map((piece) => piece.text)
              .join(''),
          ).toBe(text);
        },
      ),
    );
  });
});

test('a comment names those behind an at sign, each once, and no address of a mail', () => {
  expect(mentionsIn('@dora, is this @ben’s or @dora’s? mail eve@example.org.')).toEqual(['dora', 'ben']);
});

test('a deadline is told from both sides', () => {
  const now = Date.parse('2026-03-02T08:00:00Z');
  expect(dueWords({ dueAt: null }, now)).toBeUndefined();
  expect(dueWords({ dueAt: '2026-03-02T10:00:00Z' }, now)).toEqual({ words: 'due in 2 hours', tone: 'warn' });
  expect(dueWords({ dueAt: '2026-03-07T08:00:00Z' }, now)).toEqual({ words: 'due in 5 days', tone: 'calm' });
  expect(dueWords({ dueAt: '2026-03-02T07:00:00Z' }, now)).toEqual({ words: '1 hour overdue', tone: 'bad' });
});

test('every time to snooze until is to come, and Monday is a Monday', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
      (now) => {
        const times = snoozeTimes(now);
        for (const { until } of times) expect(until.getTime()).toBeGreaterThan(now.getTime());
        expect(times.find(({ label }) => label === 'on Monday')?.until.getDay()).toBe(1);
      },
    ),
  );
});

test('what the inbox shows is in its address, and comes back out of it', () => {
  const address = {
    ...readInboxAddress(''),
    view: 'mine',
    queue: 'implants',
    code: 'A&B 1',
    task: 't-1',
  } as const;
  expect(readInboxAddress(inboxAddress(address).split('?')[1] ?? '')).toEqual(address);
  expect(inboxAddress(readInboxAddress('view=nonsense'))).toBe('/inbox');
});
