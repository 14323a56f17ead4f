import DataLoader from 'dataloader';
import { type Ability } from '../../platform/access/ability.js';
import { type Page, pageOf } from '../../platform/graphql/page.js';
import { perRequest } from '../../platform/graphql/per-request.js';
import { saidAmong } from '../record-loaders.js';
import { ancestorsOf, type Hierarchy, type HierarchyStep } from './hierarchy.queries.js';
import type { RelationModel } from './relation.model.js';
import { type RelationRow, type RelationsAsked, relationsOf } from './relation.queries.js';
import { relationDeclarations } from './relation-declarations.js';

interface OfRecord<Asked> {
  readonly id: string;
  readonly asked: Asked;
}

/** Whatever is asked alike of several golden records is read in one statement. */
async function inGroups<Asked, Found>(
  all: readonly OfRecord<Asked>[],
  read: (ids: readonly string[], asked: Asked) => Promise<(id: string) => Found>,
): Promise<Found[]> {
  const groups = new Map<string, OfRecord<Asked>[]>();
  for (const each of all) {
    const key = JSON.stringify(each.asked);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  const found = new Map<OfRecord<Asked>, Found>();
  for (const group of groups.values()) {
    const ids = [...new Set(group.map(({ id }) => id))];
    const of = await read(ids, (group[0] as OfRecord<Asked>).asked);
    for (const each of group) found.set(each, of(each.id));
  }
  return all.map((each) => found.get(each) as Found);
}

const cacheKeyFn = (each: OfRecord<unknown>) => JSON.stringify(each);

/** Reads relations of golden records, page by page, and what lies above them. */
export const relationLoaders = perRequest((db, { ability }) => ({
  relations: new DataLoader(
    (all: readonly OfRecord<RelationsAsked>[]) =>
      inGroups(all, async (ids, asked) => {
        const rows = await relationsOf(db, ids, asked);
        return (id): Page<RelationModel> =>
          pageOf(
            rows.filter(({ askedId }) => askedId === id),
            asked.first,
            ({ kind, rowId }) => [kind, rowId],
            (row) => shownRelation(row, asked, ability),
          );
      }),
    { cacheKeyFn },
  ),
  ancestors: new DataLoader(
    (all: readonly OfRecord<Hierarchy>[]) =>
      inGroups(all, async (ids, asked) => {
        const steps = await ancestorsOf(db, ids, asked);
        return (id): readonly HierarchyStep[] => steps.filter(({ startId }) => startId === id);
      }),
    { cacheKeyFn },
  ),
}));

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
