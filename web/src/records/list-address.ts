import type { Domain } from '../api/schema-types.js';
import { domains } from './domain-words.js';

/** What the list shows, as its address keeps it. */
export interface ListAddress {
  readonly domain: Domain;
  readonly search: string;
  /** How many rows were in view, and on which the focus stood. */
  readonly rows: number | undefined;
  readonly at: string | undefined;
}

export function readListAddress(search: string): ListAddress {
  const kept = new URLSearchParams(search);
  const rows = Number(kept.get('rows'));
  return {
    domain: domains.find((domain) => domain === kept.get('domain')) ?? 'ITEM',
    search: kept.get('search') ?? '',
    rows: Number.isSafeInteger(rows) && rows > 0 ? rows : undefined,
    at: kept.get('at') ?? undefined,
  };
}

export function listAddress({
  domain,
  search = '',
  rows,
  at,
}: Partial<ListAddress> & Pick<ListAddress, 'domain'>): string {
  const kept = new URLSearchParams({
    domain,
    ...(search && { search }),
    ...(rows && { rows: String(rows) }),
    ...(at && { at }),
  });
  return `/records?${kept}`;
}

export function recordAddress(id: string): string {
  return `/records/${encodeURIComponent(id)}`;
}
