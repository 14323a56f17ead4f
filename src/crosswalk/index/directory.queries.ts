import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../../platform/db/db.js';
import type { ContextKey } from '../context/context-key.js';
import { goldenSystemId } from '../golden-system.js';
import type { PairPolicy } from '../policy.js';
import { type System, SystemDirectory } from '../system-directory.js';
import type { CodeRole, OnMiss, Purpose } from '../vocabulary.js';
import { never } from './fact-rows.js';

/** All code systems, context keys and policies, past ones too: every process answers at a revision by the same ones. */
export async function readDirectory(db: Db | Tx): Promise<SystemDirectory> {
  const systems = await db.execute<System & Record<string, unknown>>(sql`
    select id, key, title, source, domain, issuer_scoped as "issuerScoped",
           issuer_form as "issuerForm", format, fold_case as "foldCase",
           strip_leading_zeros as "stripLeadingZeros" from code_system`);
  const keys = await readContextKeys(db);
  return new SystemDirectory([...systems], await readPolicies(db, keys), keys);
}

async function readContextKeys(db: Db | Tx): Promise<ContextKey[]> {
  const rows = await db.execute<ContextKey & { since: string } & Record<string, unknown>>(sql`
    select declared.id, declared.key, declared.title, declared.domain, declared.system_id as system, declared.values,
           began.revision as since
    from context_key declared join change began on began.id = declared.from_change
    where began.revision is not null order by declared.id`);
  return rows.map((row) => ({ ...row, since: Number(row.since) }));
}

type PolicyRow = {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly purpose: Purpose;
  readonly onMiss: OnMiss;
  readonly defaultCode: string | null;
  readonly level: CodeRole | null;
  readonly many: boolean;
  readonly followReplacements: boolean;
  readonly allowBroader: boolean;
  readonly allowRetired: boolean;
  readonly keyOrder: readonly string[];
  readonly fourEyes: boolean;
  readonly approvers: readonly string[] | null;
  readonly began: string;
  readonly ended: string | null;
};

async function readPolicies(db: Db | Tx, keys: readonly ContextKey[]): Promise<PairPolicy[]> {
  const rows = await db.execute<PolicyRow>(sql`
    select policy.id, coalesce(from_system, ${goldenSystemId}::int) as "from",
           coalesce(to_system, ${goldenSystemId}::int) as "to", purpose, on_miss as "onMiss",
           default_code as "defaultCode", level, cardinality = 'MANY' as many,
           follow_replacements as "followReplacements", allow_broader as "allowBroader",
           allow_retired as "allowRetired", key_order as "keyOrder", four_eyes as "fourEyes", approvers,
           began.revision as began, ended.revision as ended
    from policy join change began on began.id = policy.from_change
    left join change ended on ended.id = policy.to_change
    where began.revision is not null`);
  const numberOf = new Map(keys.map(({ key, id }) => [key, id]));
  return rows.map(
    ({ began, ended, many, followReplacements, allowBroader, allowRetired, keyOrder, ...row }) => ({
      ...row,
      defaultCode: row.defaultCode === null ? null : Number(row.defaultCode),
      rules: {
        ...{ many, followReplacements, allowBroader, allowRetired },
        keyOrder: keyOrder.flatMap((key) => numberOf.get(key) ?? []),
      },
      known: { from: Number(began), to: ended === null ? never : Number(ended) },
    }),
  );
}
