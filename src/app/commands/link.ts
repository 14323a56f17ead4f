import type { JudgementOfIds } from '../../match-merge/clusters/judgements.js';
import { type Linked, type LinkedPair, link, linkedPairs, topCandidates } from '../../match-merge/link.js';
import { accountOf } from '../../match-merge/link-account.js';
import type { Table } from '../../match-merge/tables/table.js';
import { StageBars } from '../stage-bars.js';
import { unwritable } from '../whole-file.js';
import { complain } from './complain.js';
import { readFile, readJudgementsFile, writeCsv } from './csv-files.js';
import { unwritableAccounts, writeJsonLines } from './json-lines.js';
import { type PairOfIds, pairOfIds } from './pair-of-ids.js';

export interface LinkOptions {
  readonly left: string;
  readonly right: string;
  readonly out: string;
  readonly id: string;
  readonly oneToOne?: boolean;
  readonly top?: string;
  readonly judgements?: string;
  readonly explain?: string;
  readonly accounts?: string;
}

/** `concord link`: 0 when the pairs are written, 1 when a file could not be read or written or an option makes no
 *  sense. What can be refused is refused before the work begins. */
export async function linkFiles(options: LinkOptions): Promise<number> {
  const asked = options.top;
  if (asked !== undefined && !/^[1-9]\d{0,8}$/.test(asked))
    return complain(`--top takes a whole number above 0, not "${asked}".`);
  const nowhere = unwritable(options.out) ?? unwritableAccounts(options.accounts, options.out);
  if (nowhere) return complain(nowhere);
  const left = await readFile(options.left, options.id);
  if (typeof left === 'string') return complain(left);
  const right = await readFile(options.right, options.id);
  if (typeof right === 'string') return complain(right);
  const explained = options.explain === undefined ? undefined : pairOfIds(options.explain, left, right);
  if (explained?.kind === 'refused') return complain(explained.sentence);
  const known = { a: new Set(left.ids), b: new Set(right.ids) };
  const judgements = await readJudgementsFile(options.judgements, known);
  if (typeof judgements === 'string') return complain(judgements);
  const linked = linkTables(left, right, options.oneToOne ?? false, judgements);
  return await handOut(linked, options, asked === undefined ? undefined : Number(asked), explained);
}

function linkTables(
  left: Table,
  right: Table,
  oneToOne: boolean,
  judgements: readonly JudgementOfIds[],
): Linked {
  const bars = new StageBars();
  const linked = link(left, right, { oneToOne, judgements, stage: bars.show });
  bars.end();
  return linked;
}

async function handOut(
  linked: Linked,
  { out, accounts }: LinkOptions,
  top: number | undefined,
  explained: Extract<PairOfIds, { kind: 'pair' }> | undefined,
): Promise<number> {
  const pairs = top === undefined ? linkedPairs(linked) : topCandidates(linked, top);
  const headers = ['left_id', 'right_id', 'probability', 'weight', 'decision'];
  const failed = await writeCsv(out, headers, pairs.map(pairRow));
  if (failed) return complain(failed);
  const untold =
    accounts &&
    (await writeJsonLines(
      accounts,
      each(pairs, ({ leftId, rightId }) => accountOf(linked, leftId, rightId)),
    ));
  if (untold) return complain(untold);
  if (explained) {
    const explain = accountOf(linked, explained.left, explained.right);
    process.stdout.write(`${JSON.stringify({ explain })}\n`);
  }
  process.stdout.write(`${JSON.stringify({ ...summaryOf(linked), out })}\n`);
  return 0;
}

/** One after the other: accounts of millions of pairs do not lie in memory together. */
function* each<T, U>(list: readonly T[], make: (item: T) => U): Generator<U> {
  for (const item of list) yield make(item);
}

function pairRow({ leftId, rightId, probability, weight, decision }: LinkedPair): string[] {
  return [leftId, rightId, probability.toFixed(6), weight.toFixed(4), decision];
}

function summaryOf(linked: Linked) {
  const { candidates } = linked.prepared;
  const count = (decision: string) => linked.decisions.filter((each) => each === decision).length;
  return {
    left: linked.left.ids.length,
    right: linked.right.ids.length,
    attributes: linked.attributes.map(({ name, kind }) => ({ name, kind })),
    candidates: candidates.left.length,
    overfullRecords: candidates.overfullRecords,
    tiesLeftOut: candidates.tiesLeftOut,
    searchesCutShort: candidates.searchesCutShort,
    ...(linked.judgements.length > 0 && {
      judgements: linked.judgements.length,
      conflicts: linked.conflicts,
    }),
    match: count('match'),
    review: count('review'),
    threshold: linked.threshold,
    sureFrom: Number.isFinite(linked.sureFrom) ? linked.sureFrom : null,
  };
}
