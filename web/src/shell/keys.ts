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
