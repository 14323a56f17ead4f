import { createReadStream, readFileSync } from 'node:fs';
import { folders } from '../../src/app/home.js';
import { setUpSystems } from '../../src/crosswalk/system.store.js';
import { systemDeclarations } from '../../src/crosswalk/system-declaration.js';
import { type Profile } from '../../src/imports/profile.js';
import { profiles } from '../../src/imports/profiles.js';
import { deliver, type ImportOutcome } from '../../src/imports/run-import.js';
import type { Db } from '../../src/platform/db/db.js';

/** The real list: 43,089 supplies, ISO-8859-1, with bars between the columns. */
export const listFile = `${folders.seedData}/wellstar/WSSupplies.txt`;
export const listRows = 43_089;

export const listHeader = 'Service Area|Px Code|Procedure Description|Supply #|Unit Price';

/** Declares WellStar’s code systems, as the sample data does before its first file. */
export async function setUpWellstar(db: Db): Promise<void> {
  const declared = readFileSync(`${folders.seedData}/code-systems.json`, 'utf8');
  await setUpSystems(db, systemDeclarations.parse(JSON.parse(declared)), 'test');
}

export const wellstarSupplies = profiles.get('wellstar-supplies') as Profile;

/** One line of a list. */
export function listLine(
  supply: string,
  charge: string,
  { price = '1.00', name = `name of ${charge}` }: { price?: string; name?: string } = {},
): string {
  return `WS SERVICE AREA|${charge}|${name}|${supply}|${price}`;
}

/** A list of these lines, as bytes. */
export function makeList(lines: readonly string[], header = listHeader): Buffer {
  return Buffer.from([header, ...lines, ''].join('\n'), 'latin1');
}

/** Takes a file the whole way, in pieces as a socket would bring it. */
export function deliverBytes(db: Db, bytes: Uint8Array, fileName = 'list.txt'): Promise<ImportOutcome> {
  return deliver(db, { profile: wellstarSupplies, fileName, actor: 'test', stream: inPieces(bytes) });
}

export function deliverList(db: Db): Promise<ImportOutcome> {
  return deliver(db, {
    profile: wellstarSupplies,
    fileName: 'WSSupplies.txt',
    actor: 'test',
    stream: createReadStream(listFile),
  });
}

async function* inPieces(bytes: Uint8Array, size = 64 * 1024): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
