CREATE TABLE "condition_set" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "condition_set_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"canonical" text NOT NULL,
	CONSTRAINT "condition_set_canonical_unique" UNIQUE("canonical")
);
--> statement-breakpoint
CREATE TABLE "mapping_condition" (
	"set_id" integer NOT NULL,
	"key_id" integer NOT NULL,
	"word" text,
	"golden_id" uuid,
	CONSTRAINT "mapping_condition_set_id_key_id_pk" PRIMARY KEY("set_id","key_id"),
	CONSTRAINT "mapping_condition_value" CHECK (num_nonnulls("mapping_condition"."word", "mapping_condition"."golden_id") = 1),
	CONSTRAINT "mapping_condition_word" CHECK (char_length("mapping_condition"."word") between 1 and 255)
);
--> statement-breakpoint
CREATE TABLE "context_key" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "context_key_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"title" text NOT NULL,
	"domain" text,
	"system_id" integer,
	"values" text[],
	"from_change" bigint NOT NULL,
	CONSTRAINT "context_key_key_unique" UNIQUE("key"),
	CONSTRAINT "context_key_key" CHECK ("context_key"."key" ~ '^[a-z][A-Za-z0-9]{0,62}$'),
	CONSTRAINT "context_key_domain" CHECK ("context_key"."domain" in ('ITEM', 'SUPPLIER', 'LOCATION', 'COST_CENTER', 'CHARGE_CODE', 'GL_ACCOUNT')),
	CONSTRAINT "context_key_is_record_or_word" CHECK (("context_key"."domain" is null or "context_key"."values" is null) and ("context_key"."domain" is not null or "context_key"."system_id" is null)),
	CONSTRAINT "context_key_values" CHECK (cardinality("context_key"."values") > 0)
);
--> statement-breakpoint
CREATE TABLE "mapping_proposal" (
	"id" uuid PRIMARY KEY NOT NULL,
	"system" text NOT NULL,
	"statement" text NOT NULL,
	"reason" text,
	"state" text DEFAULT 'DRAFT' NOT NULL,
	"proposed_by" text NOT NULL,
	"proposed_person" text NOT NULL,
	"proposed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"decided_reason" text,
	CONSTRAINT "mapping_proposal_state" CHECK ("mapping_proposal"."state" in ('DRAFT', 'APPROVED', 'REJECTED')),
	CONSTRAINT "mapping_proposal_decided" CHECK (("mapping_proposal"."state" = 'DRAFT') = ("mapping_proposal"."decided_by" is null) and ("mapping_proposal"."decided_by" is null) = ("mapping_proposal"."decided_at" is null))
);
--> statement-breakpoint
ALTER TABLE "policy" DROP CONSTRAINT "policy_on_miss";--> statement-breakpoint
DROP INDEX "policy_one_live";--> statement-breakpoint
ALTER TABLE "mapping" ALTER COLUMN "from_code" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "mapping" ALTER COLUMN "to_code" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "policy" ALTER COLUMN "from_system" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "policy" ALTER COLUMN "to_system" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "mapping" ADD COLUMN "kind" text DEFAULT 'MAP' NOT NULL;--> statement-breakpoint
ALTER TABLE "mapping" ADD COLUMN "from_golden" uuid;--> statement-breakpoint
ALTER TABLE "mapping" ADD COLUMN "to_golden" uuid;--> statement-breakpoint
ALTER TABLE "mapping" ADD COLUMN "to_system" integer;--> statement-breakpoint
ALTER TABLE "mapping" ADD COLUMN "condition_set_id" integer;--> statement-breakpoint
ALTER TABLE "mapping" ADD COLUMN "exception" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "mapping" ADD COLUMN "group_id" uuid;--> statement-breakpoint
ALTER TABLE "mapping" ADD COLUMN "role" text;--> statement-breakpoint
ALTER TABLE "mapping" ADD COLUMN "sequence" integer;--> statement-breakpoint
ALTER TABLE "mapping" ADD COLUMN "proposed_by" text;--> statement-breakpoint
ALTER TABLE "mapping" ADD COLUMN "proposed_person" text;--> statement-breakpoint
ALTER TABLE "mapping" ADD COLUMN "approved_person" text;--> statement-breakpoint
ALTER TABLE "mapping" ADD COLUMN "proposal_id" uuid;--> statement-breakpoint
ALTER TABLE "mapping" ADD COLUMN "continues" uuid;--> statement-breakpoint
ALTER TABLE "policy" ADD COLUMN "default_code" bigint;--> statement-breakpoint
ALTER TABLE "policy" ADD COLUMN "cardinality" text DEFAULT 'ONE' NOT NULL;--> statement-breakpoint
ALTER TABLE "policy" ADD COLUMN "follow_replacements" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "policy" ADD COLUMN "allow_broader" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "policy" ADD COLUMN "allow_retired" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "policy" ADD COLUMN "key_order" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "policy" ADD COLUMN "four_eyes" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "policy" ADD COLUMN "approvers" text[];--> statement-breakpoint
ALTER TABLE "policy" ADD COLUMN "changed_by" text;--> statement-breakpoint
ALTER TABLE "mapping_condition" ADD CONSTRAINT "mapping_condition_set_id_condition_set_id_fk" FOREIGN KEY ("set_id") REFERENCES "public"."condition_set"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mapping_condition" ADD CONSTRAINT "mapping_condition_key_id_context_key_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."context_key"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mapping_condition" ADD CONSTRAINT "mapping_condition_golden_id_golden_record_id_fk" FOREIGN KEY ("golden_id") REFERENCES "public"."golden_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "context_key" ADD CONSTRAINT "context_key_system_id_code_system_id_fk" FOREIGN KEY ("system_id") REFERENCES "public"."code_system"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "context_key" ADD CONSTRAINT "context_key_from_change_change_id_fk" FOREIGN KEY ("from_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mapping_condition_golden" ON "mapping_condition" USING btree ("golden_id") WHERE "mapping_condition"."golden_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "mapping_proposal_one_draft" ON "mapping_proposal" USING btree (md5("statement")) WHERE "mapping_proposal"."state" = 'DRAFT';--> statement-breakpoint
CREATE INDEX "mapping_proposal_open" ON "mapping_proposal" USING btree ("proposed_at","id") WHERE "mapping_proposal"."state" = 'DRAFT';--> statement-breakpoint
ALTER TABLE "mapping" ADD CONSTRAINT "mapping_from_golden_golden_record_id_fk" FOREIGN KEY ("from_golden") REFERENCES "public"."golden_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mapping" ADD CONSTRAINT "mapping_to_golden_golden_record_id_fk" FOREIGN KEY ("to_golden") REFERENCES "public"."golden_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mapping" ADD CONSTRAINT "mapping_to_system_code_system_id_fk" FOREIGN KEY ("to_system") REFERENCES "public"."code_system"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mapping" ADD CONSTRAINT "mapping_condition_set_id_condition_set_id_fk" FOREIGN KEY ("condition_set_id") REFERENCES "public"."condition_set"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mapping" ADD CONSTRAINT "mapping_proposal_id_mapping_proposal_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."mapping_proposal"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mapping" ADD CONSTRAINT "mapping_continues_mapping_id_fk" FOREIGN KEY ("continues") REFERENCES "public"."mapping"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy" ADD CONSTRAINT "policy_default_code_code_id_fk" FOREIGN KEY ("default_code") REFERENCES "public"."code"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "mapping_group_sequence" ON "mapping" USING btree ("group_id","sequence") WHERE "mapping"."group_id" is not null;--> statement-breakpoint
CREATE INDEX "mapping_from_golden" ON "mapping" USING btree ("from_golden") WHERE "mapping"."from_golden" is not null;--> statement-breakpoint
CREATE INDEX "mapping_to_golden" ON "mapping" USING btree ("to_golden") WHERE "mapping"."to_golden" is not null;--> statement-breakpoint
CREATE INDEX "mapping_continues" ON "mapping" USING btree ("continues") WHERE "mapping"."continues" is not null;--> statement-breakpoint
CREATE INDEX "mapping_of_proposal" ON "mapping" USING btree ("proposal_id") WHERE "mapping"."proposal_id" is not null;--> statement-breakpoint
CREATE INDEX "record_code_code_ended" ON "record_code" USING btree ("code_id") WHERE "record_code"."to_change" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "policy_one_live" ON "policy" USING btree (coalesce("from_system", 0),coalesce("to_system", 0)) WHERE "policy"."to_change" is null;--> statement-breakpoint
ALTER TABLE "mapping" ADD CONSTRAINT "mapping_kind" CHECK ("mapping"."kind" in ('MAP', 'NO_MAP', 'NOT'));--> statement-breakpoint
ALTER TABLE "mapping" ADD CONSTRAINT "mapping_from" CHECK (num_nonnulls("mapping"."from_code", "mapping"."from_golden") = 1);--> statement-breakpoint
ALTER TABLE "mapping" ADD CONSTRAINT "mapping_to" CHECK (num_nonnulls("mapping"."to_code", "mapping"."to_golden", "mapping"."to_system") = 1);--> statement-breakpoint
ALTER TABLE "mapping" ADD CONSTRAINT "mapping_no_map" CHECK (("mapping"."kind" = 'NO_MAP') = ("mapping"."to_system" is not null));--> statement-breakpoint
ALTER TABLE "mapping" ADD CONSTRAINT "mapping_no_map_reason" CHECK ("mapping"."kind" <> 'NO_MAP' or "mapping"."reason" is not null);--> statement-breakpoint
ALTER TABLE "mapping" ADD CONSTRAINT "mapping_golden_ends" CHECK ("mapping"."from_golden" <> "mapping"."to_golden");--> statement-breakpoint
ALTER TABLE "mapping" ADD CONSTRAINT "mapping_group" CHECK (("mapping"."group_id" is null) = ("mapping"."sequence" is null)
        and ("mapping"."kind" = 'MAP' or "mapping"."group_id" is null)
        and ("mapping"."group_id" is not null or "mapping"."role" is null));--> statement-breakpoint
ALTER TABLE "mapping" ADD CONSTRAINT "mapping_sequence" CHECK ("mapping"."sequence" > 0);--> statement-breakpoint
ALTER TABLE "mapping" ADD CONSTRAINT "mapping_role" CHECK (char_length("mapping"."role") between 1 and 60);--> statement-breakpoint
ALTER TABLE "policy" ADD CONSTRAINT "policy_default" CHECK (("policy"."on_miss" = 'DEFAULT') = ("policy"."default_code" is not null));--> statement-breakpoint
ALTER TABLE "policy" ADD CONSTRAINT "policy_cardinality" CHECK ("policy"."cardinality" in ('ONE', 'MANY'));--> statement-breakpoint
ALTER TABLE "policy" ADD CONSTRAINT "policy_approvers" CHECK (cardinality("policy"."approvers") > 0);--> statement-breakpoint
ALTER TABLE "policy" ADD CONSTRAINT "policy_on_miss" CHECK ("policy"."on_miss" in ('TASK', 'COUNT', 'DEFAULT'));