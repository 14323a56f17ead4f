import { createHash } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import type { Db } from '../platform/db/db.js';
import type { DeliveryStatement } from './delivery-statement.js';
import { importRun, uploadChunk } from './import.table.js';

const chunkBytes = 1024 * 1024;

/** Opens a delivery. */
export async function openImport(
  db: Db,
  {
    profile,
    fileName,
    actor,
    statement = {},
  }: { profile: string; fileName: string; actor: string; statement?: DeliveryStatement | undefined },
): Promise<string> {
  const id = v7();
  const { extractedAt, delivers, edition, effectiveOn } = statement;
  await db.insert(importRun).values({
    id,
    profile,
    fileName: fileName.slice(0, 255),
    state: 'RECEIVING',
    actor,
    ...{ delivers, edition, effectiveOn },
    ...(extractedAt && { extractedAt: sql`${extractedAt}::timestamptz` }),
  });
  return id;
}

/** Keeps a stream in pieces of 1 MiB and marks the delivery as received. */
export async function keepUpload(
  db: Db,
  id: string,
  stream: AsyncIterable<Uint8Array>,
): Promise<{ bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  let position = 0;
  for await (const chunk of inPieces(stream)) {
    hash.update(chunk);
    bytes += chunk.length;
    await db.insert(uploadChunk).values({ importId: id, position: position++, bytes: chunk });
  }
  await db
    .update(importRun)
    .set({ state: 'RECEIVED', bytes, sha256: hash.digest('hex') })
    .where(eq(importRun.id, id));
  return { bytes };
}

async function* inPieces(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of stream) {
    parts.push(part);
    length += part.length;
    if (length < chunkBytes) continue;
    yield Buffer.concat(parts);
    parts = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(parts);
}

/** The uploaded bytes, one piece in memory at a time. */
export async function* readUpload(db: Db, id: string): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; position++) {
    const [row] = await db
      .select({ bytes: uploadChunk.bytes })
      .from(uploadChunk)
      .where(sql`${uploadChunk.importId} = ${id} and ${uploadChunk.position} = ${position}`);
    if (!row) return;
    yield row.bytes;
  }
}

/** Ends a delivery without publishing anything; what was staged of it goes, and the pieces of a file that broke off. */
export async function endImport(
  db: Db,
  id: string,
  state: 'REFUSED' | 'FAILED',
  problem: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx
      .update(importRun)
      .set({ state, problem, finishedAt: sql`now()` })
      .where(sql`${importRun.id} = ${id} and ${importRun.state} in ('RECEIVING', 'RECEIVED')`);
    await tx.execute(sql`delete from staged_row where import_id = ${id}`);
    await tx.execute(sql`delete from rejected_row where import_id = ${id}`);
    if (state === 'FAILED') await tx.execute(sql`delete from upload_chunk where import_id = ${id}`);
  });
}

/** Ends deliveries whose upload stopped arriving within 6 hours of its beginning. */
export async function abandonBrokenUploads(db: Db): Promise<void> {
  await db.execute(sql`
    with broken as (
      update import_run set state = 'FAILED', problem = 'The upload broke off.', finished_at = now()
      where import_run.state = 'RECEIVING' and import_run.created_at < now() - interval '6 hours'
      returning import_run.id)
    delete from upload_chunk using broken where upload_chunk.import_id = broken.id`);
}
