import DataLoader from 'dataloader';
import type { Ability } from '../../platform/access/ability.js';
import { type Page, pageOf } from '../../platform/graphql/page.js';
import { perRequest } from '../../platform/graphql/per-request.js';
import { saidAmong } from '../record-loaders.js';
import { ancestorsOf, type Hierarchy, type HierarchyStep } from './hierarchy.queries.js';
import type { RelationModel } from './relation.model.js';
import { type RelationRow, type RelationsAsked, relationsOf } from './relation.queries.js';
import { relationDeclarations } from './relation-declarations.js';

interface Question<Asked> {
  readonly of: 'relations' | 'ancestors';
  readonly id: string;
  readonly asked: Asked;
}

/** What is found of one of the golden records that were read together. */
type Found = (id: string) => unknown;

/** Whatever is asked alike of several golden records is read in one statement. */
async function inGroups(
  all: readonly Question<unknown>[],
  read: (question: Question<unknown>, ids: readonly string[]) => Promise<Found>,
): Promise<unknown[]> {
  const groups = new Map<string, { question: Question<unknown>; ids: Set<string> }>();
  const keyOf = ({ of, asked }: Question<unknown>) => JSON.stringify([of, asked]);
  for (const question of all) {
    const group = groups.get(keyOf(question));
    if (group) group.ids.add(question.id);
    else groups.set(keyOf(question), { question, ids: new Set([question.id]) });
  }
  const found = new Map<string, Found>();
  for (const [key, { question, ids }] of groups) found.set(key, await read(question, [...ids]));
  return all.map((question) => found.get(keyOf(question))?.(question.id));
}

/** Reads relations of golden records, page by page, and what lies above them. One loader for both: what they lead to comes
 *  out at once, so that the golden records there are read together too. */
export const relationLoaders = perRequest((db, { ability }) => {
  const readRelations = async (ids: readonly string[], asked: RelationsAsked) => {
    const rows = await relationsOf(db, ids, asked);
    return (id: string): Page<RelationModel> =>
      pageOf(
        rows.filter(({ askedId }) => askedId === id),
        asked.first,
        ({ kind, rowId }) => [kind, rowId],
        (row) => shownRelation(row, asked, ability),
      );
  };
  const readAncestors = async (ids: readonly string[], asked: Hierarchy) => {
    const steps = await ancestorsOf(db, ids, asked);
    return (id: string): readonly HierarchyStep[] => steps.filter(({ startId }) => startId === id);
  };
  const loader = new DataLoader(
    (all: readonly Question<unknown>[]) =>
      inGroups(all, ({ of, asked }, ids) =>
        of === 'relations'
          ? readRelations(ids, asked as RelationsAsked)
          : readAncestors(ids, asked as Hierarchy),
      ),
    { cacheKeyFn: (question) => JSON.stringify(question) },
  );
  return {
    relations: (id: string, asked: RelationsAsked) =>
      loader.load({ of: 'relations', id, asked }) as Promise<Page<RelationModel>>,
    ancestors: (id: string, asked: Hierarchy) =>
      loader.load({ of: 'ancestors', id, asked }) as Promise<readonly HierarchyStep[]>,
  };
});

function shownRelation(
  row: RelationRow,
  { pin, day }: Pick<RelationsAsked, 'pin' | 'day'>,
  ability: Ability,
): RelationModel {
  const { statementId, kind, system, issuer, code, recordId, source, key } = row;
  const { standing, validFrom, validTo, condition, reason, actor, at, revision, approvedBy, approvedAt } =
    row;
  return {
    ...{ id: statementId, kind, standing, validFrom, validTo, condition, reason, actor, at, revision },
    ...{ approvedBy, approvedAt, row, pin, day },
    attributes: saidAmong(row.attributes, relationDeclarations[kind].attributes, ability),
    named: system !== null && code !== null ? { system, issuer, code } : null,
    sourceRecord: recordId !== null && source !== null && key !== null ? { recordId, source, key } : null,
  };
}
