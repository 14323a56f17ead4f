CREATE TABLE "holiday" (
	"calendar" text NOT NULL,
	"day" date NOT NULL,
	"title" text NOT NULL,
	CONSTRAINT "holiday_calendar_day_pk" PRIMARY KEY("calendar","day")
);
--> statement-breakpoint
CREATE TABLE "working_calendar" (
	"key" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"time_zone" text NOT NULL,
	"hours" jsonb NOT NULL,
	CONSTRAINT "working_calendar_key" CHECK ("working_calendar"."key" ~ '^[a-z][a-z0-9-]{0,62}$'),
	CONSTRAINT "working_calendar_hours" CHECK (jsonb_array_length("working_calendar"."hours") between 1 and 50)
);
--> statement-breakpoint
CREATE TABLE "notice" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"kind" text NOT NULL,
	"event_id" bigint,
	"day" date,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"sent_at" timestamp with time zone,
	"failed_at" timestamp with time zone,
	CONSTRAINT "notice_one_an_event" UNIQUE("person","event_id"),
	CONSTRAINT "notice_one_digest_a_day" UNIQUE("person","day"),
	CONSTRAINT "notice_kind" CHECK ("notice"."kind" in ('ASSIGNED', 'MENTIONED', 'DIGEST')),
	CONSTRAINT "notice_cause" CHECK (("notice"."kind" = 'DIGEST') = ("notice"."day" is not null) and num_nonnulls("notice"."day", "notice"."event_id") = 1)
);
--> statement-breakpoint
CREATE TABLE "notice_address" (
	"person" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"calendar" text NOT NULL,
	CONSTRAINT "notice_address_email" CHECK ("notice_address"."email" ~ '^[^[:space:]@]+@[^[:space:]@]+$' and length("notice_address"."email") <= 254)
);
--> statement-breakpoint
CREATE TABLE "routing_rule" (
	"id" uuid PRIMARY KEY NOT NULL,
	"position" integer NOT NULL,
	"kind" text,
	"domain" text,
	"system" text,
	"facility" text,
	"queue" text NOT NULL,
	"assignee" text,
	"head_start" integer DEFAULT 0 NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "routing_rule_kind" CHECK ("routing_rule"."kind" in ('UNRESOLVED_MAPPING', 'AMBIGUOUS_MAPPING', 'IDENTIFIER_CONFLICT', 'RETIRED_CODE_IN_USE')),
	CONSTRAINT "routing_rule_domain" CHECK ("routing_rule"."domain" in ('ITEM', 'SUPPLIER', 'LOCATION', 'COST_CENTER', 'CHARGE_CODE', 'GL_ACCOUNT')),
	CONSTRAINT "routing_rule_head_start" CHECK ("routing_rule"."head_start" between -1000000 and 1000000)
);
--> statement-breakpoint
CREATE TABLE "absence" (
	"person" text NOT NULL,
	"deputy" text NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	CONSTRAINT "absence_person_starts_at_pk" PRIMARY KEY("person","starts_at"),
	CONSTRAINT "absence_deputy" CHECK ("absence"."deputy" <> "absence"."person"),
	CONSTRAINT "absence_days" CHECK ("absence"."starts_at" < "absence"."ends_at")
);
--> statement-breakpoint
CREATE TABLE "task_queue" (
	"key" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"calendar" text NOT NULL,
	"due_minutes" integer,
	"escalates_to" text,
	CONSTRAINT "task_queue_key" CHECK ("task_queue"."key" ~ '^[a-z][a-z0-9-]{0,62}$'),
	CONSTRAINT "task_queue_due" CHECK ("task_queue"."due_minutes" between 1 and 1000000),
	CONSTRAINT "task_queue_escalates_elsewhere" CHECK ("task_queue"."escalates_to" <> "task_queue"."key")
);
--> statement-breakpoint
CREATE TABLE "task_queue_member" (
	"queue" text NOT NULL,
	"person" text NOT NULL,
	CONSTRAINT "task_queue_member_queue_person_pk" PRIMARY KEY("queue","person")
);
--> statement-breakpoint
CREATE TABLE "task_event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "task_event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"task_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"actor" text NOT NULL,
	"person" text,
	"text" text,
	"people" text[],
	"detail" jsonb,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "task_event_kind" CHECK ("task_event"."kind" in ('CLAIMED', 'RETURNED', 'LEASE_ENDED', 'ASSIGNED', 'SNOOZED', 'WOKEN', 'ESCALATED', 'COMMENTED')),
	CONSTRAINT "task_event_text" CHECK (length("task_event"."text") between 1 and 4000)
);
--> statement-breakpoint
DROP INDEX "task_open";--> statement-breakpoint
ALTER TABLE "decision" ADD COLUMN "person" text;--> statement-breakpoint
-- Of the decisions there are only the key is known; a key stood for a person of its own.
UPDATE "decision" SET "person" = regexp_replace("actor", '^key:', '');--> statement-breakpoint
ALTER TABLE "decision" ALTER COLUMN "person" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "queue" text DEFAULT 'inbox' NOT NULL;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "domain" text;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "system" text;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "facility" text;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "urgent_from" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "escalated_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "assignee" text;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "claimed_by" text;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "claimed_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "snoozed_until" timestamp with time zone;--> statement-breakpoint
UPDATE "task" SET "urgent_from" = "opened_at", "system" = code_system.key, "domain" = code_system.domain
FROM miss JOIN code_system ON code_system.id = miss.system_id WHERE miss.id = "task"."miss_id";--> statement-breakpoint
UPDATE "task" SET "urgent_from" = "opened_at", "system" = source_record.source, "domain" = source_record.domain
FROM link_conflict JOIN source_record ON source_record.id = link_conflict.record_id WHERE link_conflict.id = "task"."conflict_id";--> statement-breakpoint
UPDATE "task" SET "urgent_from" = "opened_at", "system" = code_system.key, "domain" = code_system.domain
FROM retired_code_use retired JOIN mapping ON mapping.id = retired.mapping_id JOIN code ON code.id = mapping.to_code
JOIN code_system ON code_system.id = code.system_id WHERE retired.id = "task"."retired_use_id";--> statement-breakpoint
-- Where tasks go while nobody has said otherwise.
INSERT INTO "working_calendar" ("key", "title", "time_zone", "hours")
SELECT 'office', 'Office hours', 'UTC', jsonb_agg(jsonb_build_object('weekday', day, 'from', '08:00', 'to', '17:00') ORDER BY day)
FROM generate_series(1, 5) AS day;--> statement-breakpoint
INSERT INTO "task_queue" ("key", "title", "calendar") VALUES ('inbox', 'Inbox', 'office');--> statement-breakpoint
ALTER TABLE "holiday" ADD CONSTRAINT "holiday_calendar_working_calendar_key_fk" FOREIGN KEY ("calendar") REFERENCES "public"."working_calendar"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_person_notice_address_person_fk" FOREIGN KEY ("person") REFERENCES "public"."notice_address"("person") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_event_id_task_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."task_event"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_address" ADD CONSTRAINT "notice_address_calendar_working_calendar_key_fk" FOREIGN KEY ("calendar") REFERENCES "public"."working_calendar"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "routing_rule" ADD CONSTRAINT "routing_rule_queue_task_queue_key_fk" FOREIGN KEY ("queue") REFERENCES "public"."task_queue"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_queue" ADD CONSTRAINT "task_queue_calendar_working_calendar_key_fk" FOREIGN KEY ("calendar") REFERENCES "public"."working_calendar"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_queue_member" ADD CONSTRAINT "task_queue_member_queue_task_queue_key_fk" FOREIGN KEY ("queue") REFERENCES "public"."task_queue"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_event" ADD CONSTRAINT "task_event_task_id_task_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."task"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notice_waiting" ON "notice" USING btree ("due_at") WHERE "notice"."sent_at" is null and "notice"."failed_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "routing_rule_one_a_position" ON "routing_rule" USING btree ("position") WHERE "routing_rule"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "absence_deputy_of" ON "absence" USING btree ("deputy","ends_at");--> statement-breakpoint
CREATE INDEX "task_event_task" ON "task_event" USING btree ("task_id","id");--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_queue_task_queue_key_fk" FOREIGN KEY ("queue") REFERENCES "public"."task_queue"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "task_next" ON "task" USING btree ("queue","urgent_from","id") WHERE "task"."closed_at" is null and "task"."snoozed_until" is null and "task"."claimed_by" is null;--> statement-breakpoint
CREATE INDEX "task_open_of_queue" ON "task" USING btree ("queue","urgent_from","id") WHERE "task"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "task_open_of_kind" ON "task" USING btree ("kind","urgent_from","id") WHERE "task"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "task_open_of_system" ON "task" USING btree ("system","urgent_from","id") WHERE "task"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "task_of_assignee" ON "task" USING btree ("assignee","urgent_from","id") WHERE "task"."closed_at" is null and "task"."assignee" is not null;--> statement-breakpoint
CREATE INDEX "task_of_claimer" ON "task" USING btree ("claimed_by","claimed_until") WHERE "task"."claimed_by" is not null;--> statement-breakpoint
CREATE INDEX "task_claimed" ON "task" USING btree ("claimed_until") WHERE "task"."claimed_by" is not null;--> statement-breakpoint
CREATE INDEX "task_snoozed" ON "task" USING btree ("snoozed_until") WHERE "task"."snoozed_until" is not null;--> statement-breakpoint
CREATE INDEX "task_due" ON "task" USING btree ("due_at") WHERE "task"."closed_at" is null and "task"."escalated_at" is null and "task"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "task_closed" ON "task" USING btree ("closed_at","id") WHERE "task"."closed_at" is not null;--> statement-breakpoint
CREATE INDEX "task_open" ON "task" USING btree ("urgent_from","id") WHERE "task"."closed_at" is null;--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_domain" CHECK ("task"."domain" in ('ITEM', 'SUPPLIER', 'LOCATION', 'COST_CENTER', 'CHARGE_CODE', 'GL_ACCOUNT'));--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_claim" CHECK (num_nulls("task"."claimed_by", "task"."claimed_until") in (0, 2));--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_claimed_awake" CHECK ("task"."claimed_by" is null or "task"."snoozed_until" is null);