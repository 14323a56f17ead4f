CREATE TABLE "code_release" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"system_id" integer NOT NULL,
	"edition" text NOT NULL,
	"effective_on" date NOT NULL,
	"source" text NOT NULL,
	"loaded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"from_change" bigint NOT NULL,
	CONSTRAINT "code_release_edition" UNIQUE("system_id","edition"),
	CONSTRAINT "code_release_day" UNIQUE("system_id","effective_on"),
	CONSTRAINT "code_release_edition_form" CHECK ("code_release"."edition" ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$')
);
--> statement-breakpoint
CREATE TABLE "code_release_entry" (
	"release_id" uuid NOT NULL,
	"code_id" bigint NOT NULL,
	"display" text,
	"properties" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"status" text NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date NOT NULL,
	CONSTRAINT "code_release_entry_release_id_code_id_pk" PRIMARY KEY("release_id","code_id"),
	CONSTRAINT "code_release_entry_status" CHECK ("code_release_entry"."status" in ('ACTIVE', 'RETIRED')),
	CONSTRAINT "code_release_entry_days" CHECK ("code_release_entry"."valid_from" < "code_release_entry"."valid_to")
);
--> statement-breakpoint
CREATE TABLE "retired_code_use" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"mapping_id" uuid NOT NULL,
	"release_id" uuid NOT NULL,
	"retired_on" date NOT NULL,
	"successor_code" bigint,
	"basis" text,
	"similarity" real,
	"triage" text DEFAULT 'pending' NOT NULL,
	"from_change" bigint NOT NULL,
	"to_change" bigint,
	CONSTRAINT "retired_code_use_basis" CHECK ("retired_code_use"."basis" in ('DECLARED', 'ALIKE')),
	CONSTRAINT "retired_code_use_successor" CHECK (("retired_code_use"."successor_code" is null) = ("retired_code_use"."basis" is null)),
	CONSTRAINT "retired_code_use_triage" CHECK ("retired_code_use"."triage" in ('pending', 'done')),
	CONSTRAINT "retired_code_use_known" CHECK ("retired_code_use"."to_change" >= "retired_code_use"."from_change")
);
--> statement-breakpoint
ALTER TABLE "task" DROP CONSTRAINT "task_kind";--> statement-breakpoint
ALTER TABLE "task" DROP CONSTRAINT "task_cause";--> statement-breakpoint
DROP INDEX "record_event_unfinished";--> statement-breakpoint
ALTER TABLE "record_event" ALTER COLUMN "event_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "code_system" ADD COLUMN "release_months" smallint[];--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "edition" text;--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "effective_on" date;--> statement-breakpoint
ALTER TABLE "record_event" ADD COLUMN "position" bigint NOT NULL GENERATED ALWAYS AS IDENTITY (sequence name "record_event_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1);--> statement-breakpoint
ALTER TABLE "record_event" ADD COLUMN "failures" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "retired_use_id" uuid;--> statement-breakpoint
ALTER TABLE "code_release" ADD CONSTRAINT "code_release_system_id_code_system_id_fk" FOREIGN KEY ("system_id") REFERENCES "public"."code_system"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "code_release" ADD CONSTRAINT "code_release_source_source_system_key_fk" FOREIGN KEY ("source") REFERENCES "public"."source_system"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "code_release" ADD CONSTRAINT "code_release_from_change_change_id_fk" FOREIGN KEY ("from_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "code_release_entry" ADD CONSTRAINT "code_release_entry_release_id_code_release_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."code_release"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "code_release_entry" ADD CONSTRAINT "code_release_entry_code_id_code_id_fk" FOREIGN KEY ("code_id") REFERENCES "public"."code"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retired_code_use" ADD CONSTRAINT "retired_code_use_mapping_id_mapping_id_fk" FOREIGN KEY ("mapping_id") REFERENCES "public"."mapping"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retired_code_use" ADD CONSTRAINT "retired_code_use_release_id_code_release_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."code_release"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retired_code_use" ADD CONSTRAINT "retired_code_use_successor_code_code_id_fk" FOREIGN KEY ("successor_code") REFERENCES "public"."code"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retired_code_use" ADD CONSTRAINT "retired_code_use_from_change_change_id_fk" FOREIGN KEY ("from_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retired_code_use" ADD CONSTRAINT "retired_code_use_to_change_change_id_fk" FOREIGN KEY ("to_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "code_release_from_change" ON "code_release" USING btree ("from_change");--> statement-breakpoint
CREATE INDEX "code_release_entry_code" ON "code_release_entry" USING btree ("code_id");--> statement-breakpoint
CREATE UNIQUE INDEX "retired_code_use_one_live" ON "retired_code_use" USING btree ("mapping_id") WHERE "retired_code_use"."to_change" is null;--> statement-breakpoint
CREATE INDEX "retired_code_use_pending" ON "retired_code_use" USING btree ("id") WHERE "retired_code_use"."triage" = 'pending';--> statement-breakpoint
CREATE INDEX "retired_code_use_open" ON "retired_code_use" USING btree ("id") WHERE "retired_code_use"."to_change" is null;--> statement-breakpoint
CREATE INDEX "retired_code_use_from_change" ON "retired_code_use" USING btree ("from_change");--> statement-breakpoint
CREATE INDEX "retired_code_use_to_change" ON "retired_code_use" USING btree ("to_change") WHERE "retired_code_use"."to_change" is not null;--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_retired_use_id_retired_code_use_id_fk" FOREIGN KEY ("retired_use_id") REFERENCES "public"."retired_code_use"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "record_event_unfinished" ON "record_event" USING btree ("source","position") WHERE "record_event"."state" = 'RECEIVED';--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_retired_use_id_unique" UNIQUE("retired_use_id");--> statement-breakpoint
ALTER TABLE "code_system" ADD CONSTRAINT "code_system_release_months" CHECK ("code_system"."release_months" <@ array[1,2,3,4,5,6,7,8,9,10,11,12]::smallint[] and cardinality("code_system"."release_months") between 1 and 12);--> statement-breakpoint
ALTER TABLE "import_run" ADD CONSTRAINT "import_run_edition" CHECK (("import_run"."edition" is null) = ("import_run"."effective_on" is null));--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_retired_use" CHECK ("task"."retired_use_id" = "task"."id");--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_kind_of_use" CHECK (("task"."kind" = 'RETIRED_CODE_IN_USE') = ("task"."retired_use_id" is not null));--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_kind" CHECK ("task"."kind" in ('UNRESOLVED_MAPPING', 'AMBIGUOUS_MAPPING', 'IDENTIFIER_CONFLICT', 'RETIRED_CODE_IN_USE'));--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_cause" CHECK (num_nonnulls("task"."miss_id", "task"."conflict_id", "task"."retired_use_id") = 1);