import { identifierFormat } from '../identifiers/formats.js';
import { type Caller, mayInSystem } from '../platform/access/ability.js';
import { audit } from '../platform/audit/audit.store.js';
import { recordChange, revisionOf } from '../platform/changes/change.store.js';
import { type Db, type Tx, transact } from '../platform/db/db.js';
import { changeSystem, insertSystem, isSourceKey } from './system.store.js';
import { type SystemDeclaration, systemDeclaration } from './system-declaration.js';

export type SystemAdministered = { kind: 'done'; revision: string } | { kind: 'refused'; message: string };

/** What may change of a code system that is there: how its codes are written may not, for normal forms are stored. */
export interface SystemChange {
  readonly key: string;
  readonly title?: string | null;
  /** Months on whose first day a release comes; an empty list is no calendar. */
  readonly releaseMonths?: readonly number[] | null;
}

/** Adds a code system while the hub runs, as one published act: every process knows it from that revision on. */
export async function addCodeSystem(db: Db, declared: unknown, caller: Caller): Promise<SystemAdministered> {
  const read = systemDeclaration.safeParse(declared);
  if (!read.success) return refused(sentenceOf(read.error.issues[0]?.path.join('.') ?? ''));
  const system = read.data;
  if (!mayInSystem(caller.ability, 'manage Systems', system.key)) return refused(confined);
  const fault = faultOf(system);
  if (fault) return refused(fault);
  return administer(db, caller, `add code system ${system.key}`, async (tx) => {
    if (system.source && !(await isSourceKey(tx, system.source))) return 'There is no such source system.';
    return (await insertSystem(tx, system)) ? undefined : 'There is a code system of this key already.';
  });
}

/** Changes title and calendar of a code system. */
export async function changeCodeSystem(
  db: Db,
  { key, title, releaseMonths }: SystemChange,
  caller: Caller,
): Promise<SystemAdministered> {
  if (!mayInSystem(caller.ability, 'manage Systems', key)) return refused(confined);
  const read = systemDeclaration
    .pick({ title: true, releaseMonths: true })
    .partial()
    .safeParse({ title: title ?? undefined, releaseMonths: releaseMonths ?? undefined });
  if (!read.success) return refused(sentenceOf(read.error.issues[0]?.path.join('.') ?? ''));
  return administer(db, caller, `change code system ${key}`, async (tx) =>
    (await changeSystem(tx, key, read.data)) ? undefined : 'There is no such code system.',
  );
}

async function administer(
  db: Db,
  { actor }: Caller,
  act: string,
  write: (tx: Tx) => Promise<string | undefined>,
): Promise<SystemAdministered> {
  let fault: string | undefined;
  const changeId = await transact(db, async (tx) => {
    fault = await write(tx);
    if (fault) return undefined;
    const id = await recordChange(tx, { actor, act });
    await audit(tx, { actor, act: 'administer code system', subject: `CodeSystem:${act.split(' ').at(-1)}` });
    return id;
  });
  if (changeId === undefined) return refused(fault ?? confined);
  return { kind: 'done', revision: await revisionOf(db, changeId) };
}

function faultOf({ kind, source, format, issuerForm, issuerScoped }: SystemDeclaration): string | undefined {
  if ((kind === 'SOURCE_KEY') !== (source !== undefined))
    return 'A system of kind SOURCE_KEY names its source, and no other does.';
  if (kind === 'IDENTIFIER' && format === undefined) return 'A system of kind IDENTIFIER names its format.';
  if (format !== undefined && !identifierFormat(format)) return 'There is no such identifier format.';
  if (issuerForm !== undefined && !issuerScoped) return 'Only issuers that there are have a form.';
  return undefined;
}

const confined = 'Your key is confined to other code systems.';

function sentenceOf(field: string): string {
  return `\`${field}\` is not of its form.`;
}

function refused(message: string): SystemAdministered {
  return { kind: 'refused', message };
}
