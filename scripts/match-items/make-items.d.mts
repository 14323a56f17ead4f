import type { Device } from '../sample-data/gudid.mjs';

export interface Item extends Omit<Device, 'packages' | 'latex'> {
  readonly unit: 'EA' | 'BX';
  /** Eaches in the unit. */
  readonly pack: number;
}

export interface NearMiss {
  readonly difference: 'catalog number' | 'size' | 'side' | 'sterility' | 'pack' | 'unit';
  /** What the near miss says, and what the item says that it nearly is. */
  readonly here: string;
  readonly there: string;
}

export interface Family {
  readonly ordinal: number;
  readonly base: Item;
  readonly neighbours: readonly (NearMiss & { readonly item: Item })[];
}

export interface GeneratedRecord {
  readonly id: string;
  /** Description, manufacturer, catalog number, unit, pack, GTIN. */
  readonly cells: readonly string[];
  readonly cluster: string;
  readonly nearMiss: (NearMiss & { readonly of: string }) | undefined;
}

export function families(devices: readonly Device[], seed: string): Generator<Family, never>;
export function makeItems(
  devices: readonly Device[],
  options: { readonly count: number; readonly seed: string },
): Generator<GeneratedRecord, void>;
