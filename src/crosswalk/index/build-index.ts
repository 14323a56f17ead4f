import { livePlaceEdges, readPlaceEdge } from '../../golden-records/relations/location-tree.queries.js';
import { type Db, openSession } from '../../platform/db/db.js';
import type { SystemDirectory } from '../system-directory.js';
import { unescapeCopy } from './copied-fields.js';
import { readDirectory } from './directory.queries.js';
import {
  liveCodes,
  liveFacts,
  liveNames,
  liveRecordCodes,
  liveRedirects,
  liveZones,
  readCode,
  readFact,
  readName,
  readRecordCode,
  readRedirect,
} from './index-rows.queries.js';
import {
  allConditions,
  liveMappings,
  liveSpecialMappings,
  readCondition,
  readMapping,
} from './mapping-rows.queries.js';
import { addEdge } from './place-edges.js';
import { ResolveIndex, type StatedCondition } from './resolve-index.js';
import { liveStatements, readStatement } from './unit-statement.queries.js';

export interface Built {
  readonly index: ResolveIndex;
  readonly directory: SystemDirectory;
}

/** Reads everything live out of one snapshot into a new index. */
export async function buildIndex(db: Db): Promise<Built> {
  const index = new ResolveIndex();
  const connection = openSession(db);
  try {
    await connection.unsafe('begin isolation level repeatable read read only');
    const [row] = await connection<
      { revision: string | null }[]
    >`select max(revision) as revision from change`;
    await copyInto(connection, liveCodes, (fields) => {
      const code = readCode(fields);
      index.codes.add(code.id, code.system, unescapeCopy(code.issuer), unescapeCopy(code.normal));
    });
    await copyInto(connection, liveFacts, (fields) => {
      const { codeId, fact } = readFact(fields);
      index.addFact(codeId, fact);
    });
    const sets = new Map<number, StatedCondition[]>();
    await copyInto(connection, allConditions, (fields) => {
      const { set, condition } = readCondition(fields);
      sets.set(set, [...(sets.get(set) ?? []), condition]);
    });
    for (const [set, conditions] of sets) index.addConditions(set, conditions);
    for (const mappings of [liveMappings, liveSpecialMappings]) {
      await copyInto(connection, mappings, (fields) => {
        const { from, to, mapping } = readMapping(fields);
        index.addMapping(from, to, mapping);
      });
    }
    await copyInto(connection, liveNames, (fields) => {
      const { goldenId, name } = readName(fields);
      index.addName(goldenId, name);
    });
    await copyInto(connection, liveZones, (fields) => {
      const { goldenId, name } = readName(fields);
      index.addZone(goldenId, name);
    });
    await copyInto(connection, livePlaceEdges, (fields) => addEdge(index, readPlaceEdge(fields)));
    await copyInto(connection, liveRecordCodes, (fields) => {
      const { codeId, said } = readRecordCode(fields);
      index.addRecordCode(codeId, said);
    });
    await copyInto(connection, liveRedirects, (fields) => {
      const { goldenId, redirect } = readRedirect(fields);
      index.addRedirect(goldenId, redirect);
    });
    for (const row of await connection.unsafe<Parameters<typeof readStatement>[0][]>(liveStatements)) {
      const { code, statement } = readStatement(row);
      index.addStatement(code.id, statement);
    }
    index.publish(Number(row?.revision ?? 0));
  } finally {
    await connection.end({ timeout: 5 });
  }
  return { index, directory: await readDirectory(db) };
}

async function copyInto(
  connection: Db['$client'],
  copy: string,
  take: (fields: string[]) => void,
): Promise<void> {
  const stream = await connection.unsafe(copy).readable();
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of stream) {
    const lines = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line.split('\t'));
  }
  // postgres.js 3.4 pauses the socket when the stream is full and resumes it only when the stream is read from again,
  // which never happens once its end has been pushed: the next statement would wait for ever.
  stream._read(0);
}
