import { expect, test } from 'vitest';
import { kindsOf } from '../../src/crosswalk/golden-change.js';

const nothing = { joined: [], left: [], merged: [], unmerged: [], mergedInto: null, restoredFrom: null };
const untouched = {
  isMade: false,
  begun: false,
  ended: false,
  codes: false,
  relations: false,
  movedAway: false,
};
const ref = { recordId: '1', source: 'erp', key: 'A' };

test.each([
  [
    'a new thing',
    { joined: [ref] },
    { isMade: true, begun: true, codes: true },
    ['CREATED', 'SOURCE_RECORDS', 'CODES'],
  ],
  ['another value', {}, { begun: true, ended: true }, ['CHANGED']],
  [
    'a survivor',
    { joined: [ref], merged: ['x'] },
    { begun: true, ended: true, codes: true },
    ['CHANGED', 'SOURCE_RECORDS', 'CODES', 'MERGED'],
  ],
  [
    'what was merged',
    { left: [ref], mergedInto: 'x' },
    { ended: true, codes: true, movedAway: true },
    ['SOURCE_RECORDS', 'CODES', 'REDIRECTED'],
  ],
  [
    'what it was taken out of',
    { left: [ref], unmerged: ['x'] },
    { movedAway: true },
    ['SOURCE_RECORDS', 'UNMERGED'],
  ],
  [
    'what was taken out',
    { joined: [ref], restoredFrom: 'x' },
    { begun: true },
    ['SOURCE_RECORDS', 'RESTORED'],
  ],
  [
    'what was split',
    { left: [ref] },
    { begun: true, ended: true, movedAway: true },
    ['CHANGED', 'SOURCE_RECORDS', 'SPLIT'],
  ],
  ['an override that is over', { left: [ref] }, { begun: true, ended: true }, ['CHANGED', 'SOURCE_RECORDS']],
  ['what nobody believes any more', { left: [ref] }, { ended: true }, ['SOURCE_RECORDS', 'ENDED']],
])('%s', (_, entry, touched, kinds) => {
  expect(kindsOf({ ...nothing, ...entry }, { ...untouched, ...touched })).toEqual(kinds);
});
