/** Which tasks are looked at: all that are open, or a part of them. */
export const views = ['open', 'mine', 'unclaimed', 'overdue', 'snoozed'] as const;
export type View = (typeof views)[number];

/** What the inbox shows, as its address keeps it. */
export interface InboxAddress {
  readonly view: View;
  readonly queue: string;
  readonly kind: string;
  readonly system: string;
  readonly facility: string;
  readonly code: string;
  /** The task that is looked at. */
  readonly task: string | undefined;
}

export const filters = ['queue', 'kind', 'system', 'facility'] as const;
export type Filter = (typeof filters)[number];

export function readInboxAddress(search: string): InboxAddress {
  const kept = new URLSearchParams(search);
  const text = (name: string) => kept.get(name) ?? '';
  return {
    view: views.find((view) => view === kept.get('view')) ?? 'open',
    queue: text('queue'),
    kind: text('kind'),
    system: text('system'),
    facility: text('facility'),
    code: text('code'),
    task: kept.get('task') ?? undefined,
  };
}

export function inboxAddress(address: Partial<InboxAddress>): string {
  const kept = new URLSearchParams();
  if (address.view && address.view !== 'open') kept.set('view', address.view);
  for (const name of [...filters, 'code', 'task'] as const) {
    const value = address[name];
    if (value) kept.set(name, value);
  }
  const search = kept.toString();
  return search ? `/inbox?${search}` : '/inbox';
}
