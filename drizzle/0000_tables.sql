CREATE TABLE "code_system" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "code_system_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"title" text NOT NULL,
	"kind" text NOT NULL,
	"domain" text,
	"source" text,
	"issuer_scoped" boolean DEFAULT false NOT NULL,
	"format" text,
	"fold_case" boolean DEFAULT false NOT NULL,
	"strip_leading_zeros" boolean DEFAULT false NOT NULL,
	CONSTRAINT "code_system_key_unique" UNIQUE("key"),
	CONSTRAINT "code_system_key" CHECK ("code_system"."key" ~ '^[a-z][a-z0-9-]{0,62}$'),
	CONSTRAINT "code_system_kind" CHECK ("code_system"."kind" in ('SOURCE_KEY', 'IDENTIFIER', 'TERMINOLOGY')),
	CONSTRAINT "code_system_domain" CHECK ("code_system"."domain" in ('ITEM', 'SUPPLIER', 'LOCATION', 'COST_CENTER', 'CHARGE_CODE')),
	CONSTRAINT "code_system_source" CHECK (("code_system"."kind" = 'SOURCE_KEY') = ("code_system"."source" is not null)),
	CONSTRAINT "code_system_format" CHECK ("code_system"."kind" <> 'IDENTIFIER' or "code_system"."format" is not null)
);
--> statement-breakpoint
CREATE TABLE "code" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "code_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"system_id" integer NOT NULL,
	"issuer" text DEFAULT '' NOT NULL,
	"normal" text NOT NULL,
	"written" text NOT NULL,
	CONSTRAINT "code_identity" UNIQUE("system_id","issuer","normal"),
	CONSTRAINT "code_normal_length" CHECK (char_length("code"."normal") between 1 and 255),
	CONSTRAINT "code_issuer_length" CHECK (char_length("code"."issuer") <= 255)
);
--> statement-breakpoint
CREATE TABLE "code_fact" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "code_fact_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code_id" bigint NOT NULL,
	"display" text,
	"status" text DEFAULT 'ACTIVE' NOT NULL,
	"properties" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"source" text NOT NULL,
	"valid_from" date DEFAULT '-infinity' NOT NULL,
	"valid_to" date DEFAULT 'infinity' NOT NULL,
	"from_change" bigint NOT NULL,
	"to_change" bigint,
	CONSTRAINT "code_fact_status" CHECK ("code_fact"."status" in ('ACTIVE', 'RETIRED')),
	CONSTRAINT "code_fact_days" CHECK ("code_fact"."valid_from" < "code_fact"."valid_to"),
	CONSTRAINT "code_fact_known" CHECK ("code_fact"."to_change" >= "code_fact"."from_change")
);
--> statement-breakpoint
CREATE TABLE "mapping" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"from_code" bigint NOT NULL,
	"to_code" bigint NOT NULL,
	"purpose" text NOT NULL,
	"relationship" text DEFAULT 'EQUIVALENT' NOT NULL,
	"source" text NOT NULL,
	"reason" text,
	"approved_by" text NOT NULL,
	"approved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date DEFAULT '-infinity' NOT NULL,
	"valid_to" date DEFAULT 'infinity' NOT NULL,
	"from_change" bigint NOT NULL,
	"to_change" bigint,
	CONSTRAINT "mapping_purpose" CHECK ("mapping"."purpose" in ('SAME_THING', 'CHARGES_AS', 'POSTS_TO', 'CLASSIFIED_AS', 'REPLACED_BY')),
	CONSTRAINT "mapping_relationship" CHECK ("mapping"."relationship" in ('EQUIVALENT', 'BROADER', 'NARROWER', 'RELATED')),
	CONSTRAINT "mapping_ends" CHECK ("mapping"."from_code" <> "mapping"."to_code"),
	CONSTRAINT "mapping_days" CHECK ("mapping"."valid_from" < "mapping"."valid_to"),
	CONSTRAINT "mapping_known" CHECK ("mapping"."to_change" >= "mapping"."from_change")
);
--> statement-breakpoint
CREATE TABLE "miss" (
	"id" uuid PRIMARY KEY NOT NULL,
	"system_id" integer NOT NULL,
	"issuer" text NOT NULL,
	"normal" text NOT NULL,
	"target_system_id" integer NOT NULL,
	"purpose" text NOT NULL,
	"written" text NOT NULL,
	"outcome" text NOT NULL,
	"problem" text NOT NULL,
	"on_miss" text NOT NULL,
	"first_seen" timestamp with time zone NOT NULL,
	"last_seen" timestamp with time zone NOT NULL,
	"count" bigint NOT NULL,
	"triage" text DEFAULT 'pending' NOT NULL,
	"closed_change" bigint,
	CONSTRAINT "miss_identity" UNIQUE("system_id","issuer","normal","target_system_id","purpose"),
	CONSTRAINT "miss_outcome" CHECK ("miss"."outcome" in ('UNRESOLVED', 'AMBIGUOUS')),
	CONSTRAINT "miss_on_miss" CHECK ("miss"."on_miss" in ('TASK', 'COUNT')),
	CONSTRAINT "miss_count" CHECK ("miss"."count" > 0),
	CONSTRAINT "miss_triage" CHECK ("miss"."triage" in ('pending', 'noticed'))
);
--> statement-breakpoint
CREATE TABLE "miss_caller" (
	"miss_id" uuid NOT NULL,
	"caller" text NOT NULL,
	"last_seen" timestamp with time zone NOT NULL,
	"count" bigint NOT NULL,
	CONSTRAINT "miss_caller_miss_id_caller_pk" PRIMARY KEY("miss_id","caller")
);
--> statement-breakpoint
CREATE TABLE "policy" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"from_system" integer NOT NULL,
	"to_system" integer NOT NULL,
	"purpose" text NOT NULL,
	"on_miss" text NOT NULL,
	"from_change" bigint NOT NULL,
	"to_change" bigint,
	CONSTRAINT "policy_purpose" CHECK ("policy"."purpose" in ('SAME_THING', 'CHARGES_AS', 'POSTS_TO', 'CLASSIFIED_AS', 'REPLACED_BY')),
	CONSTRAINT "policy_on_miss" CHECK ("policy"."on_miss" in ('TASK', 'COUNT'))
);
--> statement-breakpoint
CREATE TABLE "source_system" (
	"key" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	CONSTRAINT "source_system_key" CHECK ("source_system"."key" ~ '^[a-z][a-z0-9-]{0,62}$')
);
--> statement-breakpoint
CREATE TABLE "import_run" (
	"id" uuid PRIMARY KEY NOT NULL,
	"profile" text NOT NULL,
	"file_name" text NOT NULL,
	"state" text NOT NULL,
	"bytes" bigint DEFAULT 0 NOT NULL,
	"sha256" text,
	"rows_read" integer DEFAULT 0 NOT NULL,
	"rows_applied" integer DEFAULT 0 NOT NULL,
	"rows_unchanged" integer DEFAULT 0 NOT NULL,
	"rows_rejected" integer DEFAULT 0 NOT NULL,
	"problem" text,
	"actor" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	"change_id" bigint,
	CONSTRAINT "import_run_state" CHECK ("import_run"."state" in ('RECEIVING', 'RECEIVED', 'APPLIED', 'REFUSED', 'FAILED')),
	CONSTRAINT "import_run_rows_add_up" CHECK ("import_run"."state" <> 'APPLIED' or "import_run"."rows_read" = "import_run"."rows_applied" + "import_run"."rows_unchanged" + "import_run"."rows_rejected"),
	CONSTRAINT "import_run_problem" CHECK (("import_run"."state" in ('REFUSED', 'FAILED')) = ("import_run"."problem" is not null))
);
--> statement-breakpoint
CREATE TABLE "rejected_row" (
	"import_id" uuid NOT NULL,
	"row_number" integer NOT NULL,
	"column_name" text NOT NULL,
	"value" text NOT NULL,
	"problem" text NOT NULL,
	"message" text NOT NULL,
	"cells" text[] NOT NULL,
	CONSTRAINT "rejected_row_import_id_row_number_pk" PRIMARY KEY("import_id","row_number")
);
--> statement-breakpoint
CREATE TABLE "upload_chunk" (
	"import_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "upload_chunk_import_id_position_pk" PRIMARY KEY("import_id","position")
);
--> statement-breakpoint
CREATE TABLE "staged_row" (
	"import_id" uuid NOT NULL,
	"row_number" integer NOT NULL,
	"normal" text NOT NULL,
	"written" text NOT NULL,
	"display" text,
	"properties" jsonb NOT NULL,
	"target_normal" text,
	"target_written" text,
	"target_display" text,
	"target_properties" jsonb,
	"cells" text[] NOT NULL,
	CONSTRAINT "staged_row_import_id_row_number_pk" PRIMARY KEY("import_id","row_number")
);
--> statement-breakpoint
CREATE TABLE "api_key" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"hash" text NOT NULL,
	"role" text NOT NULL,
	"systems" text[],
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "api_key_name_unique" UNIQUE("name"),
	CONSTRAINT "api_key_hash_unique" UNIQUE("hash"),
	CONSTRAINT "api_key_role" CHECK ("api_key"."role" in ('administrator', 'steward', 'loader', 'flow', 'reader')),
	CONSTRAINT "api_key_name" CHECK ("api_key"."name" ~ '^[a-zA-Z0-9][a-zA-Z0-9 ._-]{0,62}$'),
	CONSTRAINT "api_key_systems" CHECK ("api_key"."systems" is null or cardinality("api_key"."systems") between 1 and 100)
);
--> statement-breakpoint
CREATE TABLE "audit_entry" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_entry_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor" text NOT NULL,
	"act" text NOT NULL,
	"subject" text NOT NULL,
	"detail" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "change" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "change_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"revision" bigint,
	"actor" text NOT NULL,
	"act" text NOT NULL,
	"import_id" uuid,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "change_revision_unique" UNIQUE("revision")
);
--> statement-breakpoint
CREATE TABLE "decision" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"task_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"actor" text NOT NULL,
	"reason" text,
	"change_id" bigint NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "decision_kind" CHECK ("decision"."kind" in ('MAP'))
);
--> statement-breakpoint
CREATE TABLE "task" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"miss_id" uuid,
	"opened_at" timestamp with time zone DEFAULT now() NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "task_miss_id_unique" UNIQUE("miss_id"),
	CONSTRAINT "task_kind" CHECK ("task"."kind" in ('UNRESOLVED_MAPPING', 'AMBIGUOUS_MAPPING')),
	CONSTRAINT "task_miss" CHECK ("task"."miss_id" = "task"."id")
);
--> statement-breakpoint
ALTER TABLE "code_system" ADD CONSTRAINT "code_system_source_source_system_key_fk" FOREIGN KEY ("source") REFERENCES "public"."source_system"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "code" ADD CONSTRAINT "code_system_id_code_system_id_fk" FOREIGN KEY ("system_id") REFERENCES "public"."code_system"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "code_fact" ADD CONSTRAINT "code_fact_code_id_code_id_fk" FOREIGN KEY ("code_id") REFERENCES "public"."code"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "code_fact" ADD CONSTRAINT "code_fact_source_source_system_key_fk" FOREIGN KEY ("source") REFERENCES "public"."source_system"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "code_fact" ADD CONSTRAINT "code_fact_from_change_change_id_fk" FOREIGN KEY ("from_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "code_fact" ADD CONSTRAINT "code_fact_to_change_change_id_fk" FOREIGN KEY ("to_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mapping" ADD CONSTRAINT "mapping_from_code_code_id_fk" FOREIGN KEY ("from_code") REFERENCES "public"."code"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mapping" ADD CONSTRAINT "mapping_to_code_code_id_fk" FOREIGN KEY ("to_code") REFERENCES "public"."code"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mapping" ADD CONSTRAINT "mapping_source_source_system_key_fk" FOREIGN KEY ("source") REFERENCES "public"."source_system"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mapping" ADD CONSTRAINT "mapping_from_change_change_id_fk" FOREIGN KEY ("from_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mapping" ADD CONSTRAINT "mapping_to_change_change_id_fk" FOREIGN KEY ("to_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "miss" ADD CONSTRAINT "miss_system_id_code_system_id_fk" FOREIGN KEY ("system_id") REFERENCES "public"."code_system"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "miss" ADD CONSTRAINT "miss_target_system_id_code_system_id_fk" FOREIGN KEY ("target_system_id") REFERENCES "public"."code_system"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "miss" ADD CONSTRAINT "miss_closed_change_change_id_fk" FOREIGN KEY ("closed_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "miss_caller" ADD CONSTRAINT "miss_caller_miss_id_miss_id_fk" FOREIGN KEY ("miss_id") REFERENCES "public"."miss"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy" ADD CONSTRAINT "policy_from_system_code_system_id_fk" FOREIGN KEY ("from_system") REFERENCES "public"."code_system"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy" ADD CONSTRAINT "policy_to_system_code_system_id_fk" FOREIGN KEY ("to_system") REFERENCES "public"."code_system"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy" ADD CONSTRAINT "policy_from_change_change_id_fk" FOREIGN KEY ("from_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy" ADD CONSTRAINT "policy_to_change_change_id_fk" FOREIGN KEY ("to_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_run" ADD CONSTRAINT "import_run_change_id_change_id_fk" FOREIGN KEY ("change_id") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rejected_row" ADD CONSTRAINT "rejected_row_import_id_import_run_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."import_run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "upload_chunk" ADD CONSTRAINT "upload_chunk_import_id_import_run_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."import_run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_task_id_task_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."task"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_change_id_change_id_fk" FOREIGN KEY ("change_id") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_miss_id_miss_id_fk" FOREIGN KEY ("miss_id") REFERENCES "public"."miss"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "code_fact_code" ON "code_fact" USING btree ("code_id");--> statement-breakpoint
CREATE INDEX "code_fact_from_change" ON "code_fact" USING btree ("from_change");--> statement-breakpoint
CREATE INDEX "code_fact_to_change" ON "code_fact" USING btree ("to_change") WHERE "code_fact"."to_change" is not null;--> statement-breakpoint
CREATE INDEX "mapping_from_code" ON "mapping" USING btree ("from_code");--> statement-breakpoint
CREATE INDEX "mapping_to_code" ON "mapping" USING btree ("to_code");--> statement-breakpoint
CREATE INDEX "mapping_from_change" ON "mapping" USING btree ("from_change");--> statement-breakpoint
CREATE INDEX "mapping_to_change" ON "mapping" USING btree ("to_change") WHERE "mapping"."to_change" is not null;--> statement-breakpoint
CREATE INDEX "miss_pending" ON "miss" USING btree ("first_seen") WHERE "miss"."triage" = 'pending';--> statement-breakpoint
CREATE INDEX "miss_open" ON "miss" USING btree ("count" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE "miss"."closed_change" is null;--> statement-breakpoint
CREATE INDEX "miss_closed_change" ON "miss" USING btree ("closed_change") WHERE "miss"."closed_change" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "policy_one_live" ON "policy" USING btree ("from_system","to_system") WHERE "policy"."to_change" is null;--> statement-breakpoint
CREATE INDEX "policy_from_change" ON "policy" USING btree ("from_change");--> statement-breakpoint
CREATE INDEX "policy_to_change" ON "policy" USING btree ("to_change") WHERE "policy"."to_change" is not null;--> statement-breakpoint
CREATE INDEX "import_run_recent" ON "import_run" USING btree ("created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "import_run_unfinished" ON "import_run" USING btree ("created_at") WHERE "import_run"."state" in ('RECEIVING', 'RECEIVED');--> statement-breakpoint
CREATE INDEX "audit_entry_at" ON "audit_entry" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "change_import" ON "change" USING btree ("import_id");--> statement-breakpoint
CREATE INDEX "decision_task" ON "decision" USING btree ("task_id","at");--> statement-breakpoint
CREATE INDEX "decision_change" ON "decision" USING btree ("change_id");--> statement-breakpoint
CREATE INDEX "task_open" ON "task" USING btree ("opened_at","id") WHERE "task"."closed_at" is null;