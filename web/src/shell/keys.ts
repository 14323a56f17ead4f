export interface KeyWords {
  readonly keys: readonly string[];
  readonly does: string;
}

const everywhere: readonly KeyWords[] = [
  { keys: ['Esc'], does: 'close, step back, or leave a field' },
  { keys: ['?'], does: 'these keys' },
];

export const homeKeys: readonly KeyWords[] = [
  { keys: ['/'], does: 'go to the code to ask for' },
  { keys: ['j', 'k'], does: 'next, previous miss' },
  { keys: ['Enter'], does: 'open the miss; pick; confirm' },
  { keys: ['↑', '↓'], does: 'move among the codes found' },
  ...everywhere,
];

export const inboxKeys: readonly KeyWords[] = [
  { keys: ['j', 'k'], does: 'next, previous task; so do the arrows in the list' },
  { keys: ['Enter'], does: 'take the task; pick; confirm' },
  { keys: ['a'], does: 'accept: take it and go to the answer' },
  { keys: ['r'], does: 'reject what is proposed' },
  { keys: ['m'], does: 'merge: it is that record' },
  { keys: ['s'], does: 'snooze' },
  { keys: ['c'], does: 'say something about it' },
  { keys: ['/'], does: 'search for a code' },
  { keys: ['Esc'], does: 'out of a field, then give the task back' },
  { keys: ['?'], does: 'these keys' },
];

export const recordsKeys: readonly KeyWords[] = [
  { keys: ['/'], does: 'go to the search' },
  { keys: ['j', 'k'], does: 'next, previous record; so do the arrows' },
  { keys: ['Enter'], does: 'open the record' },
  { keys: ['1', '–', '5'], does: 'go to a kind of record' },
  ...everywhere,
];

export const recordKeys: readonly KeyWords[] = [
  { keys: ['j', 'k'], does: 'next, previous value' },
  { keys: ['Enter'], does: 'show who said what; fold it away' },
  { keys: ['Esc'], does: 'back to the list' },
  { keys: ['?'], does: 'these keys' },
];
