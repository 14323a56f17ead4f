import { afterAll, beforeAll, expect, test } from 'vitest';
import { runningGrants } from '../../../src/app/grants.js';
import { openTestDb, type TestDb } from '../../support/test-db.js';

let pg: TestDb;
beforeAll(async () => {
  pg = await openTestDb();
});
afterAll(() => pg?.close());

/** Every rule the database guards, by name: a migration that loses one says so here. */
const expected: Readonly<Record<string, readonly string[]>> = {
  absence: [
    'check absence_days',
    'check absence_deputy',
    'index absence_deputy_of',
    'primary key absence_person_starts_at_pk',
  ],
  api_key: [
    'check api_key_name',
    'check api_key_person',
    'check api_key_role',
    'check api_key_systems',
    'primary key api_key_pkey',
    'unique api_key_hash_unique',
    'unique api_key_name_unique',
  ],
  audit_entry: ['index audit_entry_at', 'primary key audit_entry_pkey'],
  billing_unit: [
    'check billing_unit_amount',
    'check billing_unit_days',
    'check billing_unit_hcpcs',
    'check billing_unit_known',
    'check billing_unit_units',
    'exclusion billing_unit_no_overlap',
    'foreign key billing_unit_code_id_code_id_fk',
    'foreign key billing_unit_from_change_change_id_fk',
    'foreign key billing_unit_source_source_system_key_fk',
    'foreign key billing_unit_to_change_change_id_fk',
    'index billing_unit_code',
    'index billing_unit_from_change',
    'index billing_unit_to_change',
    'primary key billing_unit_id_pk',
  ],
  change: [
    'constraint trigger number_change',
    'index change_import',
    'primary key change_pkey',
    'trigger unnumber_change',
    'unique change_revision_unique',
  ],
  code: [
    'check code_issuer_length',
    'check code_normal_length',
    'foreign key code_system_id_code_system_id_fk',
    'index code_normal',
    'primary key code_pkey',
    'unique code_identity',
  ],
  code_fact: [
    'check code_fact_days',
    'check code_fact_known',
    'check code_fact_status',
    'exclusion code_fact_no_overlap',
    'foreign key code_fact_code_id_code_id_fk',
    'foreign key code_fact_from_change_change_id_fk',
    'foreign key code_fact_source_source_system_key_fk',
    'foreign key code_fact_to_change_change_id_fk',
    'index code_fact_code',
    'index code_fact_display',
    'index code_fact_from_change',
    'index code_fact_to_change',
    'primary key code_fact_pkey',
  ],
  code_release: [
    'check code_release_edition_form',
    'foreign key code_release_from_change_change_id_fk',
    'foreign key code_release_source_source_system_key_fk',
    'foreign key code_release_system_id_code_system_id_fk',
    'index code_release_from_change',
    'primary key code_release_pkey',
    'unique code_release_day',
    'unique code_release_edition',
  ],
  code_release_entry: [
    'check code_release_entry_days',
    'check code_release_entry_status',
    'foreign key code_release_entry_code_id_code_id_fk',
    'foreign key code_release_entry_release_id_code_release_id_fk',
    'index code_release_entry_code',
    'primary key code_release_entry_release_id_code_id_pk',
  ],
  code_system: [
    'check code_system_domain',
    'check code_system_format',
    'check code_system_issuer_form',
    'check code_system_key',
    'check code_system_kind',
    'check code_system_release_months',
    'check code_system_source',
    'foreign key code_system_source_source_system_key_fk',
    'primary key code_system_pkey',
    'unique code_system_key_unique',
  ],
  content_statement: [
    'check content_statement_amount',
    'check content_statement_days',
    'check content_statement_known',
    'check content_statement_units',
    'exclusion content_statement_no_overlap',
    'foreign key content_statement_code_id_code_id_fk',
    'foreign key content_statement_from_change_change_id_fk',
    'foreign key content_statement_source_source_system_key_fk',
    'foreign key content_statement_to_change_change_id_fk',
    'index content_statement_code',
    'index content_statement_from_change',
    'index content_statement_to_change',
    'primary key content_statement_id_amount_unit_pk',
  ],
  decision: [
    'check decision_kind',
    'foreign key decision_change_id_change_id_fk',
    'foreign key decision_task_id_task_id_fk',
    'index decision_change',
    'index decision_task',
    'primary key decision_pkey',
  ],
  event: [
    'check event_type',
    'foreign key event_change_id_change_id_fk',
    'index event_at',
    'index event_change',
    'index event_of_recipient',
    'index event_order',
    'primary key event_pkey',
    'unique event_id_unique',
  ],
  golden_record: [
    'check golden_record_is_of_domain',
    'foreign key golden_record_from_change_change_id_fk',
    'index golden_record_from_change',
    'primary key golden_record_pkey',
    'unique golden_record_domain',
  ],
  golden_redirect: [
    'check golden_redirect_elsewhere',
    'check golden_redirect_known',
    'foreign key golden_redirect_from_change_change_id_fk',
    'foreign key golden_redirect_of_record',
    'foreign key golden_redirect_to_change_change_id_fk',
    'foreign key golden_redirect_to_record',
    'index golden_redirect_began',
    'index golden_redirect_began_to',
    'index golden_redirect_ended',
    'index golden_redirect_ended_to',
    'index golden_redirect_record',
    'index golden_redirect_survivor',
    'primary key golden_redirect_pkey',
    'trigger golden_redirect_no_cycle',
    'unique index golden_redirect_one_live',
  ],
  golden_version: [
    'check golden_version_known',
    'check golden_version_name',
    'check golden_version_values',
    'check golden_version_winners',
    'foreign key golden_version_from_change_change_id_fk',
    'foreign key golden_version_of_record',
    'foreign key golden_version_to_change_change_id_fk',
    'index golden_version_began',
    'index golden_version_by_name',
    'index golden_version_ended',
    'index golden_version_name_words',
    'index golden_version_record',
    'index golden_version_values',
    'primary key golden_version_pkey',
    'unique index golden_version_one_live',
  ],
  holiday: ['foreign key holiday_calendar_working_calendar_key_fk', 'primary key holiday_calendar_day_pk'],
  idempotency_key: [
    'check idempotency_key_key',
    'index idempotency_key_expires',
    'primary key idempotency_key_caller_key_pk',
  ],
  import_run: [
    'check import_run_delivers',
    'check import_run_edition',
    'check import_run_ends_withheld',
    'check import_run_problem',
    'check import_run_rows_add_up',
    'check import_run_state',
    'foreign key import_run_change_id_change_id_fk',
    'index import_run_extracted',
    'index import_run_recent',
    'index import_run_unfinished',
    'primary key import_run_pkey',
  ],
  judgement: [
    'check judgement_is_of_domain',
    'check judgement_judge',
    'check judgement_known',
    'check judgement_verdict',
    'check judgement_withdrawn_with_a_reason',
    'foreign key judgement_from_change_change_id_fk',
    'foreign key judgement_to_change_change_id_fk',
    'index judgement_apart',
    'index judgement_from_change',
    'index judgement_to_change',
    'primary key judgement_pkey',
  ],
  judgement_record: [
    'check judgement_record_side',
    'foreign key judgement_record_judgement_id_judgement_id_fk',
    'foreign key judgement_record_record_id_source_record_id_fk',
    'index judgement_record_record',
    'primary key judgement_record_judgement_id_record_id_pk',
  ],
  link_conflict: [
    'check link_conflict_kind',
    'check link_conflict_known',
    'check link_conflict_triage',
    'foreign key link_conflict_from_change_change_id_fk',
    'foreign key link_conflict_record_id_source_record_id_fk',
    'foreign key link_conflict_to_change_change_id_fk',
    'index link_conflict_from_change',
    'index link_conflict_pending',
    'index link_conflict_to_change',
    'primary key link_conflict_pkey',
    'unique index link_conflict_one_live',
  ],
  mapping: [
    'check mapping_days',
    'check mapping_ends',
    'check mapping_known',
    'check mapping_purpose',
    'check mapping_relationship',
    'exclusion mapping_no_overlap',
    'foreign key mapping_from_change_change_id_fk',
    'foreign key mapping_from_code_code_id_fk',
    'foreign key mapping_source_source_system_key_fk',
    'foreign key mapping_to_change_change_id_fk',
    'foreign key mapping_to_code_code_id_fk',
    'index mapping_from_change',
    'index mapping_from_code',
    'index mapping_to_change',
    'index mapping_to_code',
    'primary key mapping_pkey',
  ],
  match_decision: [
    'check match_decision_of_two',
    'foreign key match_decision_judgement_id_judgement_id_fk',
    'foreign key match_decision_merged_id_golden_record_id_fk',
    'foreign key match_decision_model_id_match_model_id_fk',
    'foreign key match_decision_run_id_match_run_id_fk',
    'foreign key match_decision_survivor_id_golden_record_id_fk',
    'index match_decision_merged',
    'index match_decision_run',
    'primary key match_decision_pkey',
  ],
  match_label: [
    'check match_label_place',
    'check match_label_verdict',
    'foreign key match_label_of_pair',
    'primary key match_label_model_id_number_place_pk',
    'unique match_label_once',
  ],
  match_model: [
    'check match_model_activation',
    'check match_model_is_of_domain',
    'check match_model_parameters',
    'check match_model_state',
    'check match_model_thresholds',
    'primary key match_model_pkey',
    'unique index match_model_one_active',
    'unique match_model_of_domain',
    'unique match_model_version',
  ],
  match_pair: [
    'check match_pair_of_two',
    'foreign key match_pair_model_id_match_model_id_fk',
    'foreign key match_pair_other_golden_record_id_fk',
    'foreign key match_pair_thing_golden_record_id_fk',
    'index match_pair_other',
    'primary key match_pair_model_id_thing_other_pk',
  ],
  match_partition: [
    'check match_partition_state',
    'foreign key match_partition_run_id_match_run_id_fk',
    'primary key match_partition_run_id_number_pk',
  ],
  match_pending: [
    'foreign key match_pending_run_id_match_run_id_fk',
    'foreign key match_pending_thing_golden_record_id_fk',
    'index match_pending_partition',
    'primary key match_pending_run_id_thing_pk',
  ],
  match_review: [
    'check match_review_closed',
    'check match_review_decided_by_somebody',
    'check match_review_order',
    'check match_review_state',
    'check match_review_triage_state',
    'check match_review_verdict',
    'check match_review_why',
    'foreign key match_review_a_golden_record_id_fk',
    'foreign key match_review_b_golden_record_id_fk',
    'foreign key match_review_judgement_id_judgement_id_fk',
    'foreign key match_review_of_model',
    'foreign key match_review_run_id_match_run_id_fk',
    'index match_review_decided',
    'index match_review_of_b',
    'index match_review_queue',
    'index match_review_triage',
    'primary key match_review_pkey',
    'unique index match_review_one_pending',
  ],
  match_run: [
    'check match_run_finished',
    'check match_run_kind',
    'check match_run_share',
    'check match_run_state',
    'check match_run_stop_reason',
    'check match_run_stopped',
    'check match_run_triage',
    'foreign key match_run_of_model',
    'index match_run_of_domain',
    'index match_run_of_its_model',
    'index match_run_pending',
    'primary key match_run_pkey',
    'unique index match_run_one_at_a_time',
  ],
  match_sample: [
    'check match_sample_order',
    'check match_sample_stands_for',
    'check match_sample_zone',
    'foreign key match_sample_a_golden_record_id_fk',
    'foreign key match_sample_b_golden_record_id_fk',
    'foreign key match_sample_model_id_match_model_id_fk',
    'primary key match_sample_model_id_number_pk',
    'unique match_sample_pair',
  ],
  membership: [
    'check membership_basis',
    'check membership_known',
    'foreign key membership_from_change_change_id_fk',
    'foreign key membership_in_golden_record',
    'foreign key membership_of_source_record',
    'foreign key membership_to_change_change_id_fk',
    'index membership_began',
    'index membership_ended',
    'index membership_golden',
    'index membership_golden_ended',
    'index membership_record_ended',
    'primary key membership_pkey',
    'unique index membership_one_live',
  ],
  miss: [
    'check miss_count',
    'check miss_on_miss',
    'check miss_outcome',
    'check miss_triage',
    'foreign key miss_closed_change_change_id_fk',
    'foreign key miss_system_id_code_system_id_fk',
    'foreign key miss_target_system_id_code_system_id_fk',
    'index miss_closed_change',
    'index miss_open',
    'index miss_overtaken',
    'index miss_pending',
    'primary key miss_pkey',
    'unique miss_identity',
  ],
  miss_batch: ['index miss_batch_at', 'primary key miss_batch_pkey'],
  miss_caller: ['foreign key miss_caller_miss_id_miss_id_fk', 'primary key miss_caller_miss_id_caller_pk'],
  miss_waiter: [
    'check miss_waiter_amount',
    'check miss_waiter_context',
    'check miss_waiter_count',
    'check miss_waiter_ref',
    'foreign key miss_waiter_miss_id_miss_id_fk',
    'foreign key miss_waiter_released_change_change_id_fk',
    'index miss_waiter_miss',
    'index miss_waiter_released',
    'index miss_waiter_waiting',
    'primary key miss_waiter_pkey',
  ],
  notice: [
    'check notice_cause',
    'check notice_kind',
    'foreign key notice_event_id_task_event_id_fk',
    'foreign key notice_person_notice_address_person_fk',
    'index notice_waiting',
    'primary key notice_pkey',
    'unique notice_one_an_event',
    'unique notice_one_digest_a_day',
  ],
  notice_address: [
    'check notice_address_email',
    'foreign key notice_address_calendar_working_calendar_key_fk',
    'primary key notice_address_pkey',
  ],
  packaging_link: [
    'check packaging_link_days',
    'check packaging_link_gtin',
    'check packaging_link_itself',
    'check packaging_link_known',
    'check packaging_link_quantity',
    'check packaging_link_supplier',
    'check packaging_link_units',
    'exclusion packaging_link_no_overlap',
    'exclusion packaging_link_one_level',
    'foreign key packaging_link_code_id_code_id_fk',
    'foreign key packaging_link_from_change_change_id_fk',
    'foreign key packaging_link_source_source_system_key_fk',
    'foreign key packaging_link_to_change_change_id_fk',
    'index packaging_link_code',
    'index packaging_link_from_change',
    'index packaging_link_to_change',
    'primary key packaging_link_id_contains_unit_pk',
  ],
  policy: [
    'check policy_level',
    'check policy_on_miss',
    'check policy_purpose',
    'foreign key policy_from_change_change_id_fk',
    'foreign key policy_from_system_code_system_id_fk',
    'foreign key policy_to_change_change_id_fk',
    'foreign key policy_to_system_code_system_id_fk',
    'index policy_from_change',
    'index policy_to_change',
    'primary key policy_pkey',
    'unique index policy_one_live',
  ],
  record_code: [
    'check record_code_days',
    'check record_code_known',
    'check record_code_role',
    'exclusion record_code_key_names_one',
    'foreign key record_code_code_id_code_id_fk',
    'foreign key record_code_from_change_change_id_fk',
    'foreign key record_code_golden_id_golden_record_id_fk',
    'foreign key record_code_record_id_source_record_id_fk',
    'foreign key record_code_to_change_change_id_fk',
    'index record_code_began',
    'index record_code_code',
    'index record_code_ended',
    'index record_code_golden',
    'index record_code_golden_ended',
    'primary key record_code_pkey',
    'unique index record_code_one_live',
  ],
  record_event: [
    'check record_event_id',
    'check record_event_outcomes',
    'check record_event_problem',
    'check record_event_state',
    'foreign key record_event_change_id_change_id_fk',
    'foreign key record_event_source_source_system_key_fk',
    'index record_event_unfinished',
    'primary key record_event_pkey',
    'unique record_event_once',
  ],
  rejected_row: [
    'foreign key rejected_row_import_id_import_run_id_fk',
    'primary key rejected_row_import_id_row_number_pk',
  ],
  relation: [
    'check relation_days',
    'check relation_domains',
    'check relation_ends',
    'check relation_known',
    'check relation_standing',
    'exclusion relation_no_overlap',
    'exclusion relation_one_a_day',
    'foreign key relation_from_change_change_id_fk',
    'foreign key relation_from_record',
    'foreign key relation_of_statement',
    'foreign key relation_to_change_change_id_fk',
    'foreign key relation_to_record',
    'index relation_began_from',
    'index relation_began_to',
    'index relation_circular',
    'index relation_ended_from',
    'index relation_ended_to',
    'index relation_from',
    'index relation_from_ended',
    'index relation_statement_live',
    'index relation_to',
    'index relation_to_ended',
    'primary key relation_pkey',
    'trigger relation_no_circle',
    'trigger relation_no_circle_again',
  ],
  relation_approval: [
    'check relation_approval_known',
    'foreign key relation_approval_from_change_change_id_fk',
    'foreign key relation_approval_statement_id_relation_statement_id_fk',
    'foreign key relation_approval_to_change_change_id_fk',
    'index relation_approval_from_change',
    'index relation_approval_to_change',
    'primary key relation_approval_pkey',
    'trigger relation_approval_by_another',
    'unique index relation_approval_one_live',
  ],
  relation_statement: [
    'check relation_statement_attributes',
    'check relation_statement_condition',
    'check relation_statement_days',
    'check relation_statement_domains',
    'check relation_statement_known',
    'check relation_statement_other',
    'check relation_statement_reason',
    'check relation_statement_speaker',
    'exclusion relation_statement_no_overlap',
    'exclusion relation_statement_no_overlap_of_people',
    'foreign key relation_statement_from_change_change_id_fk',
    'foreign key relation_statement_from_record',
    'foreign key relation_statement_of_source_record',
    'foreign key relation_statement_to_change_change_id_fk',
    'foreign key relation_statement_to_record',
    'index relation_statement_code',
    'index relation_statement_from',
    'index relation_statement_from_change',
    'index relation_statement_record',
    'index relation_statement_to',
    'index relation_statement_to_change',
    'primary key relation_statement_pkey',
    'unique relation_statement_kind',
  ],
  retired_code_use: [
    'check retired_code_use_basis',
    'check retired_code_use_known',
    'check retired_code_use_successor',
    'check retired_code_use_triage',
    'foreign key retired_code_use_from_change_change_id_fk',
    'foreign key retired_code_use_mapping_id_mapping_id_fk',
    'foreign key retired_code_use_release_id_code_release_id_fk',
    'foreign key retired_code_use_successor_code_code_id_fk',
    'foreign key retired_code_use_to_change_change_id_fk',
    'index retired_code_use_from_change',
    'index retired_code_use_open',
    'index retired_code_use_pending',
    'index retired_code_use_to_change',
    'primary key retired_code_use_pkey',
    'unique index retired_code_use_one_live',
  ],
  routing_rule: [
    'check routing_rule_domain',
    'check routing_rule_head_start',
    'check routing_rule_kind',
    'foreign key routing_rule_queue_task_queue_key_fk',
    'primary key routing_rule_pkey',
    'unique index routing_rule_one_a_position',
  ],
  source_record: [
    'check source_record_feed',
    'check source_record_is_of_domain',
    'check source_record_issuer',
    'check source_record_key',
    'foreign key source_record_source_source_system_key_fk',
    'primary key source_record_pkey',
    'unique source_record_domain',
    'unique source_record_identity',
  ],
  source_record_end: [
    'check source_record_end_known',
    'foreign key source_record_end_from_change_change_id_fk',
    'foreign key source_record_end_record_id_source_record_id_fk',
    'foreign key source_record_end_to_change_change_id_fk',
    'index source_record_end_from_change',
    'index source_record_end_record',
    'index source_record_end_to_change',
    'primary key source_record_end_pkey',
    'unique index source_record_end_one_live',
  ],
  source_record_version: [
    'check source_record_version_codes',
    'check source_record_version_days',
    'check source_record_version_hash',
    'check source_record_version_known',
    'check source_record_version_relations',
    'check source_record_version_values',
    'foreign key source_record_version_from_change_change_id_fk',
    'foreign key source_record_version_record_id_source_record_id_fk',
    'foreign key source_record_version_to_change_change_id_fk',
    'index source_record_version_from_change',
    'index source_record_version_record',
    'index source_record_version_to_change',
    'primary key source_record_version_pkey',
    'unique index source_record_version_one_live',
  ],
  source_system: ['check source_system_key', 'check source_system_rank', 'primary key source_system_pkey'],
  survivorship_rule: [
    'check survivorship_rule_is_of_domain',
    'check survivorship_rule_known',
    'check survivorship_rule_sources',
    'check survivorship_rule_strategy',
    'check survivorship_rule_union_alone',
    'exclusion survivorship_rule_moves_as_one',
    'foreign key survivorship_rule_from_change_change_id_fk',
    'foreign key survivorship_rule_to_change_change_id_fk',
    'index survivorship_rule_from_change',
    'index survivorship_rule_to_change',
    'primary key survivorship_rule_pkey',
    'unique index survivorship_rule_one_live',
  ],
  task: [
    'check task_cause',
    'check task_claim',
    'check task_claimed_awake',
    'check task_conflict',
    'check task_domain',
    'check task_kind',
    'check task_kind_of_cause',
    'check task_kind_of_use',
    'check task_miss',
    'check task_retired_use',
    'foreign key task_conflict_id_link_conflict_id_fk',
    'foreign key task_miss_id_miss_id_fk',
    'foreign key task_queue_task_queue_key_fk',
    'foreign key task_retired_use_id_retired_code_use_id_fk',
    'index task_claimed',
    'index task_closed',
    'index task_due',
    'index task_next',
    'index task_of_assignee',
    'index task_of_claimer',
    'index task_open',
    'index task_open_of_kind',
    'index task_open_of_queue',
    'index task_open_of_system',
    'index task_snoozed',
    'primary key task_pkey',
    'unique task_conflict_id_unique',
    'unique task_miss_id_unique',
    'unique task_retired_use_id_unique',
  ],
  task_event: [
    'check task_event_kind',
    'check task_event_text',
    'foreign key task_event_task_id_task_id_fk',
    'index task_event_task',
    'primary key task_event_pkey',
  ],
  task_queue: [
    'check task_queue_due',
    'check task_queue_escalates_elsewhere',
    'check task_queue_key',
    'foreign key task_queue_calendar_working_calendar_key_fk',
    'primary key task_queue_pkey',
  ],
  task_queue_member: [
    'foreign key task_queue_member_queue_task_queue_key_fk',
    'primary key task_queue_member_queue_person_pk',
  ],
  upload_chunk: [
    'foreign key upload_chunk_import_id_import_run_id_fk',
    'primary key upload_chunk_import_id_position_pk',
  ],
  value_override: [
    'check value_override_end',
    'check value_override_ended',
    'check value_override_is_of_domain',
    'check value_override_known',
    'foreign key value_override_from_change_change_id_fk',
    'foreign key value_override_record_id_source_record_id_fk',
    'foreign key value_override_to_change_change_id_fk',
    'index value_override_expires',
    'index value_override_from_change',
    'index value_override_to_change',
    'primary key value_override_pkey',
    'unique value_override_record',
  ],
  working_calendar: [
    'check working_calendar_hours',
    'check working_calendar_key',
    'primary key working_calendar_pkey',
  ],
};

/** Constraints, the indexes that back none, and triggers; not the NOT NULLs, which only PostgreSQL 18 lists here. */
async function guards(): Promise<Record<string, string[]>> {
  const rows = await pg.db.$client<{ table: string; guard: string }[]>`
    with words(letter, word) as (values ('p', 'primary key'), ('u', 'unique'), ('c', 'check'), ('f', 'foreign key'),
                                        ('x', 'exclusion'), ('t', 'constraint trigger'))
    select rel.relname as table,
           words.word || ' ' || con.conname || case when con.convalidated then '' else ' NOT VALID' end as guard
    from pg_constraint con join pg_class rel on rel.oid = con.conrelid
    join words on words.letter = con.contype::text
    where rel.relnamespace = 'public'::regnamespace
    union all
    select rel.relname, case when idx.indisunique then 'unique index ' else 'index ' end || name.relname
    from pg_index idx join pg_class rel on rel.oid = idx.indrelid join pg_class name on name.oid = idx.indexrelid
    where rel.relnamespace = 'public'::regnamespace
      and not exists (select from pg_constraint con where con.conindid = idx.indexrelid and con.contype <> 'f')
    union all
    select rel.relname, 'trigger ' || trg.tgname || case when trg.tgenabled = 'O' then '' else ' DISABLED' end
    from pg_trigger trg join pg_class rel on rel.oid = trg.tgrelid
    where rel.relnamespace = 'public'::regnamespace and not trg.tgisinternal and trg.tgconstraint = 0
    order by 1, 2`;
  const found: Record<string, string[]> = {};
  for (const { table, guard } of rows) {
    found[table] ??= [];
    found[table].push(guard);
  }
  for (const list of Object.values(found)) list.sort();
  return found;
}

async function tables(): Promise<string[]> {
  const rows = await pg.db.$client<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f') order by relname`;
  return rows.map(({ name }) => name).sort();
}

test('every constraint, exclusion, index and trigger is there under its name, and no other', async () => {
  expect(await guards()).toEqual(expected);
});

test('every table has a primary key, but for the rows on their way in', async () => {
  const found = await guards();
  for (const table of (await tables()).filter((name) => name !== 'staged_row')) {
    expect([table, found[table]?.filter((guard) => guard.startsWith('primary key')).length]).toEqual([
      table,
      1,
    ]);
  }
});

test('the running role’s grants name every table, and every table they name is there', async () => {
  expect(Object.keys(runningGrants).sort()).toEqual(await tables());
});

test('the running role holds on each table what the list says and nothing more', async () => {
  const rows = await pg.db.$client<{ table: string; privilege: string; column: string | null }[]>`
    select table_name as table, lower(privilege_type) as privilege, null as column
    from information_schema.role_table_grants where grantee = 'concord_app' and table_schema = 'public'
    union all
    select held.table_name, lower(held.privilege_type), held.column_name
    from information_schema.role_column_grants held
    where held.grantee = 'concord_app' and held.table_schema = 'public' and not exists (
      select from information_schema.role_table_grants whole where whole.grantee = held.grantee
        and whole.table_schema = 'public' and whole.table_name = held.table_name
        and whole.privilege_type = held.privilege_type)
    order by 1, 2, 3`;
  const held: Record<string, string[]> = {};
  for (const { table, privilege, column } of rows) {
    held[table] ??= [];
    held[table].push(column ? `${privilege} (${column})` : privilege);
  }
  const declared = Object.entries(runningGrants).map(([table, privileges]) => {
    const columns = [...privileges.matchAll(/(insert|update) \((.*?)\)/g)].flatMap(([, verb, list]) =>
      (list ?? '').split(', ').map((column) => `${verb} (${column})`),
    );
    const whole = privileges.replaceAll(/,? ?(insert|update) \(.*?\)/g, '').split(', ');
    return [table, [...whole, ...columns].sort()] as const;
  });
  for (const [table, privileges] of declared) {
    expect([table, [...(held[table] ?? [])].sort()]).toEqual([table, privileges]);
  }
});

test('PUBLIC may touch no table and make none', async () => {
  const [row] = await pg.db.$client<{ tables: number; may_create: boolean }[]>`
    select (select count(*)::int from information_schema.role_table_grants
            where grantee = 'PUBLIC' and table_schema in ('public', 'bullmq', 'drizzle')) as tables,
           has_schema_privilege('concord_app', 'public', 'create') as may_create`;
  expect(row).toEqual({ tables: 0, may_create: false });
});
