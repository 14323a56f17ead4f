CREATE TABLE "golden_redirect" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "golden_redirect_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"golden_id" uuid NOT NULL,
	"survivor_id" uuid NOT NULL,
	"domain" text NOT NULL,
	"from_change" bigint NOT NULL,
	"to_change" bigint,
	CONSTRAINT "golden_redirect_elsewhere" CHECK ("golden_redirect"."golden_id" <> "golden_redirect"."survivor_id"),
	CONSTRAINT "golden_redirect_known" CHECK ("golden_redirect"."to_change" >= "golden_redirect"."from_change")
);
--> statement-breakpoint
CREATE TABLE "judgement" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"domain" text NOT NULL,
	"verdict" text NOT NULL,
	"judge" text NOT NULL,
	"reason" text,
	"seen_revision" bigint NOT NULL,
	"withdrawn_reason" text,
	"from_change" bigint NOT NULL,
	"to_change" bigint,
	CONSTRAINT "judgement_is_of_domain" CHECK ("judgement"."domain" in ('ITEM', 'SUPPLIER', 'LOCATION', 'COST_CENTER', 'CHARGE_CODE', 'GL_ACCOUNT')),
	CONSTRAINT "judgement_verdict" CHECK ("judgement"."verdict" in ('SAME', 'DIFFERENT', 'UNSURE')),
	CONSTRAINT "judgement_judge" CHECK ("judgement"."judge" in ('PERSON', 'ENGINE')),
	CONSTRAINT "judgement_known" CHECK ("judgement"."to_change" >= "judgement"."from_change"),
	CONSTRAINT "judgement_withdrawn_with_a_reason" CHECK ("judgement"."withdrawn_reason" is null or "judgement"."to_change" is not null)
);
--> statement-breakpoint
CREATE TABLE "judgement_record" (
	"judgement_id" uuid NOT NULL,
	"record_id" bigint NOT NULL,
	"side" smallint NOT NULL,
	CONSTRAINT "judgement_record_judgement_id_record_id_pk" PRIMARY KEY("judgement_id","record_id"),
	CONSTRAINT "judgement_record_side" CHECK ("judgement_record"."side" in (0, 1))
);
--> statement-breakpoint
ALTER TABLE "golden_redirect" ADD CONSTRAINT "golden_redirect_from_change_change_id_fk" FOREIGN KEY ("from_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "golden_redirect" ADD CONSTRAINT "golden_redirect_to_change_change_id_fk" FOREIGN KEY ("to_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "golden_redirect" ADD CONSTRAINT "golden_redirect_of_record" FOREIGN KEY ("golden_id","domain") REFERENCES "public"."golden_record"("id","domain") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "golden_redirect" ADD CONSTRAINT "golden_redirect_to_record" FOREIGN KEY ("survivor_id","domain") REFERENCES "public"."golden_record"("id","domain") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "judgement" ADD CONSTRAINT "judgement_from_change_change_id_fk" FOREIGN KEY ("from_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "judgement" ADD CONSTRAINT "judgement_to_change_change_id_fk" FOREIGN KEY ("to_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "judgement_record" ADD CONSTRAINT "judgement_record_judgement_id_judgement_id_fk" FOREIGN KEY ("judgement_id") REFERENCES "public"."judgement"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "judgement_record" ADD CONSTRAINT "judgement_record_record_id_source_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."source_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "golden_redirect_one_live" ON "golden_redirect" USING btree ("golden_id") WHERE "golden_redirect"."to_change" is null;--> statement-breakpoint
CREATE INDEX "golden_redirect_record" ON "golden_redirect" USING btree ("golden_id");--> statement-breakpoint
CREATE INDEX "golden_redirect_survivor" ON "golden_redirect" USING btree ("survivor_id");--> statement-breakpoint
CREATE INDEX "golden_redirect_from_change" ON "golden_redirect" USING btree ("from_change");--> statement-breakpoint
CREATE INDEX "golden_redirect_to_change" ON "golden_redirect" USING btree ("to_change") WHERE "golden_redirect"."to_change" is not null;--> statement-breakpoint
CREATE INDEX "judgement_from_change" ON "judgement" USING btree ("from_change");--> statement-breakpoint
CREATE INDEX "judgement_to_change" ON "judgement" USING btree ("to_change") WHERE "judgement"."to_change" is not null;--> statement-breakpoint
CREATE INDEX "judgement_apart" ON "judgement" USING btree ("id") WHERE "judgement"."verdict" = 'DIFFERENT' and "judgement"."to_change" is null;--> statement-breakpoint
CREATE INDEX "judgement_record_record" ON "judgement_record" USING btree ("record_id");--> statement-breakpoint
CREATE INDEX "record_code_golden_ended" ON "record_code" USING btree ("golden_id") WHERE "record_code"."to_change" is not null;--> statement-breakpoint
CREATE INDEX "membership_golden_ended" ON "membership" USING btree ("golden_id") WHERE "membership"."to_change" is not null;