import { rulesToAST } from '@casl/ability/extra';
import { type SQL, sql } from 'drizzle-orm';
import { type Ability, type Need, splitNeed } from './ability.js';

interface Condition {
  readonly operator: string;
  readonly field?: string;
  readonly value: unknown;
}

/** The SQL condition that lets through the rows on which the caller may do `need`; `columns` says where each field
 *  of a rule stands. No rule at all is `false`, a rule without conditions `true`: the two are never confused. */
export function rowFilter(ability: Ability, need: Need, columns: Readonly<Record<string, SQL>>): SQL {
  const [action, noun] = splitNeed(need);
  const ast = rulesToAST(ability, action, noun) as Condition | null;
  return ast === null ? sql`false` : toSql(ast, columns);
}

function toSql({ operator, field, value }: Condition, columns: Readonly<Record<string, SQL>>): SQL {
  if (operator === 'and' || operator === 'or') return joined(operator, value as Condition[], columns);
  const column = columns[field ?? ''];
  if (!column) throw new Error(`an access rule names the field "${field}", which this query does not know`);
  if (operator === 'eq') return sql`coalesce(${column} = ${value}, false)`;
  if (operator === 'in') return sql`coalesce(${column} = any(${sql.param(value)}::text[]), false)`;
  throw new Error(`an access rule uses "${operator}", which has no SQL here`);
}

function joined(operator: 'and' | 'or', parts: Condition[], columns: Readonly<Record<string, SQL>>): SQL {
  if (parts.length === 0) return operator === 'and' ? sql`true` : sql`false`;
  return sql`(${sql.join(
    parts.map((part) => toSql(part, columns)),
    sql.raw(` ${operator} `),
  )})`;
}
