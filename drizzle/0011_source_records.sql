CREATE TABLE "source_record_end" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "source_record_end_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"record_id" bigint NOT NULL,
	"source_version" numeric(38, 0),
	"ended_on" date NOT NULL,
	"from_change" bigint NOT NULL,
	"to_change" bigint,
	CONSTRAINT "source_record_end_known" CHECK ("source_record_end"."to_change" >= "source_record_end"."from_change")
);
--> statement-breakpoint
CREATE TABLE "record_event" (
	"id" uuid PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"event_id" text NOT NULL,
	"body" "bytea" NOT NULL,
	"actor" text NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"state" text DEFAULT 'RECEIVED' NOT NULL,
	"outcomes" jsonb,
	"problem" text,
	"finished_at" timestamp with time zone,
	"change_id" bigint,
	CONSTRAINT "record_event_once" UNIQUE("source","event_id"),
	CONSTRAINT "record_event_id" CHECK (char_length("record_event"."event_id") between 1 and 255),
	CONSTRAINT "record_event_state" CHECK ("record_event"."state" in ('RECEIVED', 'APPLIED', 'REFUSED')),
	CONSTRAINT "record_event_outcomes" CHECK (("record_event"."state" = 'APPLIED') = ("record_event"."outcomes" is not null)),
	CONSTRAINT "record_event_problem" CHECK (("record_event"."state" = 'REFUSED') = ("record_event"."problem" is not null))
);
--> statement-breakpoint
ALTER TABLE "source_record" ADD COLUMN "latest_version" numeric(38, 0);--> statement-breakpoint
ALTER TABLE "source_record_version" ADD COLUMN "source_version" numeric(38, 0);--> statement-breakpoint
ALTER TABLE "source_record_version" ADD COLUMN "valid_from" date DEFAULT '-infinity' NOT NULL;--> statement-breakpoint
ALTER TABLE "source_record_version" ADD COLUMN "valid_to" date DEFAULT 'infinity' NOT NULL;--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "extracted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "delivers" text;--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "rows_late" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "records_ended" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "ends_withheld" text;--> statement-breakpoint
ALTER TABLE "rejected_row" ADD COLUMN "keys" jsonb;--> statement-breakpoint
ALTER TABLE "source_record_end" ADD CONSTRAINT "source_record_end_record_id_source_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."source_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_record_end" ADD CONSTRAINT "source_record_end_from_change_change_id_fk" FOREIGN KEY ("from_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_record_end" ADD CONSTRAINT "source_record_end_to_change_change_id_fk" FOREIGN KEY ("to_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_event" ADD CONSTRAINT "record_event_source_source_system_key_fk" FOREIGN KEY ("source") REFERENCES "public"."source_system"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_event" ADD CONSTRAINT "record_event_change_id_change_id_fk" FOREIGN KEY ("change_id") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "source_record_end_one_live" ON "source_record_end" USING btree ("record_id") WHERE "source_record_end"."to_change" is null;--> statement-breakpoint
CREATE INDEX "source_record_end_record" ON "source_record_end" USING btree ("record_id","from_change");--> statement-breakpoint
CREATE INDEX "source_record_end_from_change" ON "source_record_end" USING btree ("from_change");--> statement-breakpoint
CREATE INDEX "source_record_end_to_change" ON "source_record_end" USING btree ("to_change") WHERE "source_record_end"."to_change" is not null;--> statement-breakpoint
CREATE INDEX "record_event_unfinished" ON "record_event" USING btree ("received_at") WHERE "record_event"."state" = 'RECEIVED';--> statement-breakpoint
CREATE INDEX "import_run_extracted" ON "import_run" USING btree ("profile","extracted_at") WHERE "import_run"."extracted_at" is not null;--> statement-breakpoint
ALTER TABLE "source_record_version" ADD CONSTRAINT "source_record_version_days" CHECK ("source_record_version"."valid_from" < "source_record_version"."valid_to");--> statement-breakpoint
ALTER TABLE "import_run" ADD CONSTRAINT "import_run_delivers" CHECK ("import_run"."delivers" in ('snapshot', 'delta'));--> statement-breakpoint
ALTER TABLE "import_run" ADD CONSTRAINT "import_run_ends_withheld" CHECK ("import_run"."ends_withheld" in ('UNREADABLE_KEY', 'MOST_MISSING'));