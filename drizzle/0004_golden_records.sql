CREATE TABLE "record_code" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "record_code_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code_id" bigint NOT NULL,
	"golden_id" uuid NOT NULL,
	"record_id" bigint NOT NULL,
	"role" text NOT NULL,
	"valid_from" date DEFAULT '-infinity' NOT NULL,
	"valid_to" date DEFAULT 'infinity' NOT NULL,
	"from_change" bigint NOT NULL,
	"to_change" bigint,
	CONSTRAINT "record_code_role" CHECK ("record_code"."role" in ('KEY', 'BASE', 'PACKAGE', 'SECONDARY', 'UNIT_OF_USE', 'DIRECT_MARKING', 'UNKNOWN')),
	CONSTRAINT "record_code_days" CHECK ("record_code"."valid_from" < "record_code"."valid_to"),
	CONSTRAINT "record_code_known" CHECK ("record_code"."to_change" >= "record_code"."from_change")
);
--> statement-breakpoint
CREATE TABLE "golden_record" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"domain" text NOT NULL,
	"from_change" bigint NOT NULL,
	CONSTRAINT "golden_record_domain" UNIQUE("id","domain"),
	CONSTRAINT "golden_record_is_of_domain" CHECK ("golden_record"."domain" in ('ITEM', 'SUPPLIER', 'LOCATION', 'COST_CENTER', 'CHARGE_CODE'))
);
--> statement-breakpoint
CREATE TABLE "golden_version" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "golden_version_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"golden_id" uuid NOT NULL,
	"domain" text NOT NULL,
	"name" text NOT NULL,
	"values" jsonb NOT NULL,
	"winners" jsonb NOT NULL,
	"from_change" bigint NOT NULL,
	"to_change" bigint,
	CONSTRAINT "golden_version_name" CHECK (char_length("golden_version"."name") between 1 and 255),
	CONSTRAINT "golden_version_values" CHECK (jsonb_typeof("golden_version"."values") = 'object'),
	CONSTRAINT "golden_version_winners" CHECK (jsonb_typeof("golden_version"."winners") = 'object'),
	CONSTRAINT "golden_version_known" CHECK ("golden_version"."to_change" >= "golden_version"."from_change")
);
--> statement-breakpoint
CREATE TABLE "membership" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "membership_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"record_id" bigint NOT NULL,
	"golden_id" uuid NOT NULL,
	"domain" text NOT NULL,
	"basis" text NOT NULL,
	"from_change" bigint NOT NULL,
	"to_change" bigint,
	CONSTRAINT "membership_basis" CHECK ("membership"."basis" in ('KEY', 'IDENTIFIER', 'CATALOG_NUMBER', 'FOUNDED', 'PERSON')),
	CONSTRAINT "membership_known" CHECK ("membership"."to_change" >= "membership"."from_change")
);
--> statement-breakpoint
CREATE TABLE "source_record" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "source_record_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"source" text NOT NULL,
	"feed" text NOT NULL,
	"domain" text NOT NULL,
	"issuer" text DEFAULT '' NOT NULL,
	"key" text NOT NULL,
	CONSTRAINT "source_record_identity" UNIQUE("source","feed","domain","issuer","key"),
	CONSTRAINT "source_record_domain" UNIQUE("id","domain"),
	CONSTRAINT "source_record_is_of_domain" CHECK ("source_record"."domain" in ('ITEM', 'SUPPLIER', 'LOCATION', 'COST_CENTER', 'CHARGE_CODE')),
	CONSTRAINT "source_record_feed" CHECK ("source_record"."feed" ~ '^[a-z][a-z0-9-]{0,62}$'),
	CONSTRAINT "source_record_key" CHECK (char_length("source_record"."key") between 1 and 255),
	CONSTRAINT "source_record_issuer" CHECK (char_length("source_record"."issuer") <= 255)
);
--> statement-breakpoint
CREATE TABLE "source_record_version" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "source_record_version_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"record_id" bigint NOT NULL,
	"content_hash" "bytea" NOT NULL,
	"values" jsonb NOT NULL,
	"codes" jsonb NOT NULL,
	"row_number" integer,
	"from_change" bigint NOT NULL,
	"to_change" bigint,
	CONSTRAINT "source_record_version_hash" CHECK (octet_length("source_record_version"."content_hash") = 32),
	CONSTRAINT "source_record_version_values" CHECK (jsonb_typeof("source_record_version"."values") = 'object'),
	CONSTRAINT "source_record_version_codes" CHECK (jsonb_typeof("source_record_version"."codes") = 'array'),
	CONSTRAINT "source_record_version_known" CHECK ("source_record_version"."to_change" >= "source_record_version"."from_change")
);
--> statement-breakpoint
CREATE TABLE "link_conflict" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"record_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"candidates" uuid[] NOT NULL,
	"triage" text DEFAULT 'pending' NOT NULL,
	"from_change" bigint NOT NULL,
	"to_change" bigint,
	CONSTRAINT "link_conflict_kind" CHECK ("link_conflict"."kind" in ('SEVERAL_RECORDS', 'NO_COMMON_RECORD', 'DIFFERENT_GTIN', 'MOVED', 'ENTANGLED')),
	CONSTRAINT "link_conflict_triage" CHECK ("link_conflict"."triage" in ('pending', 'noticed')),
	CONSTRAINT "link_conflict_known" CHECK ("link_conflict"."to_change" >= "link_conflict"."from_change")
);
--> statement-breakpoint
ALTER TABLE "decision" DROP CONSTRAINT "decision_kind";--> statement-breakpoint
ALTER TABLE "task" DROP CONSTRAINT "task_kind";--> statement-breakpoint
-- Rebuilt from the upload whenever an import is taken up again.
DELETE FROM "staged_row";--> statement-breakpoint
ALTER TABLE "staged_row" DROP CONSTRAINT "staged_row_import_id_row_number_pk";--> statement-breakpoint
ALTER TABLE "staged_row" ALTER COLUMN "cells" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "code_system" ADD COLUMN "issuer_form" text;--> statement-breakpoint
ALTER TABLE "policy" ADD COLUMN "level" text;--> statement-breakpoint
ALTER TABLE "source_system" ADD COLUMN "rank" integer DEFAULT 50 NOT NULL;--> statement-breakpoint
ALTER TABLE "staged_row" ADD COLUMN "part" smallint NOT NULL;--> statement-breakpoint
ALTER TABLE "staged_row" ADD COLUMN "issuer" text NOT NULL;--> statement-breakpoint
ALTER TABLE "staged_row" ADD COLUMN "values" jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "staged_row" ADD COLUMN "lists" jsonb;--> statement-breakpoint
ALTER TABLE "staged_row" ADD COLUMN "codes" jsonb;--> statement-breakpoint
ALTER TABLE "staged_row" ADD COLUMN "status" text NOT NULL;--> statement-breakpoint
ALTER TABLE "staged_row" ADD COLUMN "valid_from" date NOT NULL;--> statement-breakpoint
ALTER TABLE "staged_row" ADD COLUMN "valid_to" date NOT NULL;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "conflict_id" uuid;--> statement-breakpoint
ALTER TABLE "record_code" ADD CONSTRAINT "record_code_code_id_code_id_fk" FOREIGN KEY ("code_id") REFERENCES "public"."code"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_code" ADD CONSTRAINT "record_code_golden_id_golden_record_id_fk" FOREIGN KEY ("golden_id") REFERENCES "public"."golden_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_code" ADD CONSTRAINT "record_code_record_id_source_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."source_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_code" ADD CONSTRAINT "record_code_from_change_change_id_fk" FOREIGN KEY ("from_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_code" ADD CONSTRAINT "record_code_to_change_change_id_fk" FOREIGN KEY ("to_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "golden_record" ADD CONSTRAINT "golden_record_from_change_change_id_fk" FOREIGN KEY ("from_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "golden_version" ADD CONSTRAINT "golden_version_from_change_change_id_fk" FOREIGN KEY ("from_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "golden_version" ADD CONSTRAINT "golden_version_to_change_change_id_fk" FOREIGN KEY ("to_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "golden_version" ADD CONSTRAINT "golden_version_of_record" FOREIGN KEY ("golden_id","domain") REFERENCES "public"."golden_record"("id","domain") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_from_change_change_id_fk" FOREIGN KEY ("from_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_to_change_change_id_fk" FOREIGN KEY ("to_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_of_source_record" FOREIGN KEY ("record_id","domain") REFERENCES "public"."source_record"("id","domain") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_in_golden_record" FOREIGN KEY ("golden_id","domain") REFERENCES "public"."golden_record"("id","domain") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_record" ADD CONSTRAINT "source_record_source_source_system_key_fk" FOREIGN KEY ("source") REFERENCES "public"."source_system"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_record_version" ADD CONSTRAINT "source_record_version_record_id_source_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."source_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_record_version" ADD CONSTRAINT "source_record_version_from_change_change_id_fk" FOREIGN KEY ("from_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_record_version" ADD CONSTRAINT "source_record_version_to_change_change_id_fk" FOREIGN KEY ("to_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link_conflict" ADD CONSTRAINT "link_conflict_record_id_source_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."source_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link_conflict" ADD CONSTRAINT "link_conflict_from_change_change_id_fk" FOREIGN KEY ("from_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link_conflict" ADD CONSTRAINT "link_conflict_to_change_change_id_fk" FOREIGN KEY ("to_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "record_code_one_live" ON "record_code" USING btree ("record_id","code_id","role") WHERE "record_code"."to_change" is null;--> statement-breakpoint
CREATE INDEX "record_code_code" ON "record_code" USING btree ("code_id") WHERE "record_code"."to_change" is null;--> statement-breakpoint
CREATE INDEX "record_code_golden" ON "record_code" USING btree ("golden_id") WHERE "record_code"."to_change" is null;--> statement-breakpoint
CREATE INDEX "record_code_from_change" ON "record_code" USING btree ("from_change");--> statement-breakpoint
CREATE INDEX "record_code_to_change" ON "record_code" USING btree ("to_change") WHERE "record_code"."to_change" is not null;--> statement-breakpoint
CREATE INDEX "golden_record_from_change" ON "golden_record" USING btree ("from_change");--> statement-breakpoint
CREATE UNIQUE INDEX "golden_version_one_live" ON "golden_version" USING btree ("golden_id") WHERE "golden_version"."to_change" is null;--> statement-breakpoint
CREATE INDEX "golden_version_record" ON "golden_version" USING btree ("golden_id","from_change");--> statement-breakpoint
CREATE INDEX "golden_version_by_name" ON "golden_version" USING btree ("domain","name","golden_id") WHERE "golden_version"."to_change" is null;--> statement-breakpoint
CREATE INDEX "golden_version_from_change" ON "golden_version" USING btree ("from_change");--> statement-breakpoint
CREATE INDEX "golden_version_to_change" ON "golden_version" USING btree ("to_change") WHERE "golden_version"."to_change" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "membership_one_live" ON "membership" USING btree ("record_id") WHERE "membership"."to_change" is null;--> statement-breakpoint
CREATE INDEX "membership_golden" ON "membership" USING btree ("golden_id") WHERE "membership"."to_change" is null;--> statement-breakpoint
CREATE INDEX "membership_from_change" ON "membership" USING btree ("from_change");--> statement-breakpoint
CREATE INDEX "membership_to_change" ON "membership" USING btree ("to_change") WHERE "membership"."to_change" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "source_record_version_one_live" ON "source_record_version" USING btree ("record_id") WHERE "source_record_version"."to_change" is null;--> statement-breakpoint
CREATE INDEX "source_record_version_record" ON "source_record_version" USING btree ("record_id","from_change");--> statement-breakpoint
CREATE INDEX "source_record_version_from_change" ON "source_record_version" USING btree ("from_change");--> statement-breakpoint
CREATE INDEX "source_record_version_to_change" ON "source_record_version" USING btree ("to_change") WHERE "source_record_version"."to_change" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "link_conflict_one_live" ON "link_conflict" USING btree ("record_id") WHERE "link_conflict"."to_change" is null;--> statement-breakpoint
CREATE INDEX "link_conflict_pending" ON "link_conflict" USING btree ("id") WHERE "link_conflict"."triage" = 'pending';--> statement-breakpoint
CREATE INDEX "link_conflict_from_change" ON "link_conflict" USING btree ("from_change");--> statement-breakpoint
CREATE INDEX "link_conflict_to_change" ON "link_conflict" USING btree ("to_change") WHERE "link_conflict"."to_change" is not null;--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_conflict_id_link_conflict_id_fk" FOREIGN KEY ("conflict_id") REFERENCES "public"."link_conflict"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "code_normal" ON "code" USING btree ("normal");--> statement-breakpoint
ALTER TABLE "staged_row" DROP COLUMN "properties";--> statement-breakpoint
ALTER TABLE "staged_row" DROP COLUMN "target_normal";--> statement-breakpoint
ALTER TABLE "staged_row" DROP COLUMN "target_written";--> statement-breakpoint
ALTER TABLE "staged_row" DROP COLUMN "target_display";--> statement-breakpoint
ALTER TABLE "staged_row" DROP COLUMN "target_properties";--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_conflict_id_unique" UNIQUE("conflict_id");--> statement-breakpoint
ALTER TABLE "code_system" ADD CONSTRAINT "code_system_issuer_form" CHECK ("code_system"."issuer_form" is null or ("code_system"."issuer_form" in ('organisation-name') and "code_system"."issuer_scoped"));--> statement-breakpoint
ALTER TABLE "policy" ADD CONSTRAINT "policy_level" CHECK ("policy"."level" in ('KEY', 'BASE', 'PACKAGE', 'SECONDARY', 'UNIT_OF_USE', 'DIRECT_MARKING', 'UNKNOWN'));--> statement-breakpoint
ALTER TABLE "source_system" ADD CONSTRAINT "source_system_rank" CHECK ("source_system"."rank" between 0 and 100);--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_kind" CHECK ("decision"."kind" in ('MAP', 'LINK'));--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_conflict" CHECK ("task"."conflict_id" = "task"."id");--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_cause" CHECK (num_nonnulls("task"."miss_id", "task"."conflict_id") = 1);--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_kind_of_cause" CHECK (("task"."kind" = 'IDENTIFIER_CONFLICT') = ("task"."conflict_id" is not null));--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_kind" CHECK ("task"."kind" in ('UNRESOLVED_MAPPING', 'AMBIGUOUS_MAPPING', 'IDENTIFIER_CONFLICT'));