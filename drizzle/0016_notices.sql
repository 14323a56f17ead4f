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
ALTER TABLE "notice" ADD CONSTRAINT "notice_person_notice_address_person_fk" FOREIGN KEY ("person") REFERENCES "public"."notice_address"("person") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_event_id_task_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."task_event"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_address" ADD CONSTRAINT "notice_address_calendar_working_calendar_key_fk" FOREIGN KEY ("calendar") REFERENCES "public"."working_calendar"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notice_waiting" ON "notice" USING btree ("due_at") WHERE "notice"."sent_at" is null and "notice"."failed_at" is null;