import type { Grants } from '../platform/db/migrate.js';

/** What the running role may do, table by table: it cannot alter a table, rewrite the change log, the audit or a
 *  decision, and of a fact it may only write the end. A test holds this list against the catalogue. */
export const runningGrants: Grants = {
  change: 'select, insert',
  audit_entry: 'select, insert',
  api_key: 'select, insert, update (revoked_at)',
  source_system: 'select, insert',
  code_system: 'select, insert',
  code: 'select, insert',
  code_fact: 'select, insert, update (to_change)',
  mapping: 'select, insert, update (to_change)',
  source_record: 'select, insert',
  source_record_version: 'select, insert, update (to_change)',
  golden_record: 'select, insert',
  golden_version: 'select, insert, update (to_change)',
  golden_redirect: 'select, insert, update (to_change)',
  membership: 'select, insert, update (to_change)',
  record_code: 'select, insert, update (to_change)',
  link_conflict: 'select, insert, update (to_change, triage)',
  packaging_link: 'select, insert, update (to_change)',
  content_statement: 'select, insert, update (to_change)',
  billing_unit: 'select, insert, update (to_change)',
  policy: 'select, insert, update (to_change)',
  miss: 'select, insert, update',
  miss_caller: 'select, insert, update',
  task: 'select, insert, update (closed_at, kind)',
  decision: 'select, insert',
  import_run: 'select, insert, update',
  upload_chunk: 'select, insert, delete',
  rejected_row: 'select, insert, delete',
  staged_row: 'select, insert, delete',
};
