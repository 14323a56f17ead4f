CREATE TABLE "match_model" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"domain" text NOT NULL,
	"version" integer NOT NULL,
	"state" text DEFAULT 'DRAFT' NOT NULL,
	"learned_revision" bigint NOT NULL,
	"parameters" jsonb NOT NULL,
	"match_from" double precision NOT NULL,
	"review_from" double precision NOT NULL,
	"based_on" integer,
	"judged_pairs" integer DEFAULT 0 NOT NULL,
	"made_by" text NOT NULL,
	"made_at" timestamp with time zone DEFAULT now() NOT NULL,
	"activated_by" text,
	"activated_at" timestamp with time zone,
	CONSTRAINT "match_model_version" UNIQUE("domain","version"),
	CONSTRAINT "match_model_of_domain" UNIQUE("id","domain"),
	CONSTRAINT "match_model_is_of_domain" CHECK ("match_model"."domain" in ('ITEM', 'SUPPLIER', 'LOCATION', 'COST_CENTER', 'CHARGE_CODE', 'GL_ACCOUNT')),
	CONSTRAINT "match_model_state" CHECK ("match_model"."state" in ('DRAFT', 'ACTIVE', 'RETIRED')),
	CONSTRAINT "match_model_thresholds" CHECK ("match_model"."review_from" <= "match_model"."match_from"),
	CONSTRAINT "match_model_parameters" CHECK (jsonb_typeof("match_model"."parameters") = 'object'),
	CONSTRAINT "match_model_activation" CHECK (("match_model"."state" = 'DRAFT') = ("match_model"."activated_at" is null) and ("match_model"."activated_at" is null) = ("match_model"."activated_by" is null))
);
--> statement-breakpoint
CREATE TABLE "match_label" (
	"model_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"place" integer NOT NULL,
	"labeller" text NOT NULL,
	"verdict" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "match_label_model_id_number_place_pk" PRIMARY KEY("model_id","number","place"),
	CONSTRAINT "match_label_once" UNIQUE("model_id","number","labeller"),
	CONSTRAINT "match_label_place" CHECK ("match_label"."place" in (1, 2)),
	CONSTRAINT "match_label_verdict" CHECK ("match_label"."verdict" in ('SAME', 'DIFFERENT', 'UNSURE'))
);
--> statement-breakpoint
CREATE TABLE "match_sample" (
	"model_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"a" uuid NOT NULL,
	"b" uuid NOT NULL,
	"zone" text NOT NULL,
	"stands_for" double precision NOT NULL,
	CONSTRAINT "match_sample_model_id_number_pk" PRIMARY KEY("model_id","number"),
	CONSTRAINT "match_sample_pair" UNIQUE("model_id","a","b"),
	CONSTRAINT "match_sample_order" CHECK ("match_sample"."a" < "match_sample"."b"),
	CONSTRAINT "match_sample_zone" CHECK ("match_sample"."zone" in ('MATCH', 'REVIEW', 'NONE')),
	CONSTRAINT "match_sample_stands_for" CHECK ("match_sample"."stands_for" >= 1)
);
--> statement-breakpoint
CREATE TABLE "match_pair" (
	"model_id" uuid NOT NULL,
	"thing" uuid NOT NULL,
	"other" uuid NOT NULL,
	"weight" double precision NOT NULL,
	"vetoed" text[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "match_pair_model_id_thing_other_pk" PRIMARY KEY("model_id","thing","other"),
	CONSTRAINT "match_pair_of_two" CHECK ("match_pair"."thing" <> "match_pair"."other")
);
--> statement-breakpoint
CREATE TABLE "match_decision" (
	"judgement_id" uuid PRIMARY KEY NOT NULL,
	"run_id" uuid NOT NULL,
	"model_id" uuid NOT NULL,
	"survivor_id" uuid NOT NULL,
	"merged_id" uuid NOT NULL,
	"weight" double precision NOT NULL,
	"explanation" jsonb NOT NULL,
	CONSTRAINT "match_decision_of_two" CHECK ("match_decision"."survivor_id" <> "match_decision"."merged_id")
);
--> statement-breakpoint
CREATE TABLE "match_review" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"domain" text NOT NULL,
	"model_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"a" uuid NOT NULL,
	"b" uuid NOT NULL,
	"weight" double precision NOT NULL,
	"why" text NOT NULL,
	"vetoed" text[] DEFAULT '{}' NOT NULL,
	"explanation" jsonb NOT NULL,
	"state" text DEFAULT 'PENDING' NOT NULL,
	"verdict" text,
	"decided_by" text,
	"judgement_id" uuid,
	"triage" text DEFAULT 'pending' NOT NULL,
	"opened_at" timestamp with time zone DEFAULT now() NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "match_review_order" CHECK ("match_review"."a" < "match_review"."b"),
	CONSTRAINT "match_review_why" CHECK ("match_review"."why" in ('LIKELY', 'VETOED', 'CONTESTED', 'IN_CONFLICT')),
	CONSTRAINT "match_review_state" CHECK ("match_review"."state" in ('PENDING', 'DECIDED', 'OVERTAKEN')),
	CONSTRAINT "match_review_verdict" CHECK ("match_review"."verdict" in ('SAME', 'DIFFERENT', 'UNSURE')),
	CONSTRAINT "match_review_closed" CHECK (("match_review"."state" = 'PENDING') = ("match_review"."closed_at" is null)),
	CONSTRAINT "match_review_decided_by_somebody" CHECK (("match_review"."state" = 'DECIDED') = ("match_review"."verdict" is not null)
        and ("match_review"."verdict" is null) = ("match_review"."decided_by" is null)
        and ("match_review"."judgement_id" is null or "match_review"."verdict" is not null)),
	CONSTRAINT "match_review_triage_state" CHECK ("match_review"."triage" in ('pending', 'noticed'))
);
--> statement-breakpoint
CREATE TABLE "match_partition" (
	"run_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"state" text DEFAULT 'OPEN' NOT NULL,
	"taken_until" timestamp with time zone,
	"pairs" integer DEFAULT 0 NOT NULL,
	"overfull" integer DEFAULT 0 NOT NULL,
	"cut_short" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "match_partition_run_id_number_pk" PRIMARY KEY("run_id","number"),
	CONSTRAINT "match_partition_state" CHECK ("match_partition"."state" in ('OPEN', 'DONE'))
);
--> statement-breakpoint
CREATE TABLE "match_pending" (
	"run_id" uuid NOT NULL,
	"thing" uuid NOT NULL,
	"partition" integer NOT NULL,
	CONSTRAINT "match_pending_run_id_thing_pk" PRIMARY KEY("run_id","thing")
);
--> statement-breakpoint
CREATE TABLE "match_run" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"domain" text NOT NULL,
	"model_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'RUNNING' NOT NULL,
	"revision" bigint NOT NULL,
	"things" integer NOT NULL,
	"most_merged" double precision NOT NULL,
	"deciding_until" timestamp with time zone,
	"merged" integer DEFAULT 0 NOT NULL,
	"split" integer DEFAULT 0 NOT NULL,
	"skipped" integer DEFAULT 0 NOT NULL,
	"reviews" integer DEFAULT 0 NOT NULL,
	"report" jsonb,
	"stop_reason" text,
	"stop_detail" jsonb,
	"triage" text DEFAULT 'none' NOT NULL,
	"started_by" text NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "match_run_kind" CHECK ("match_run"."kind" in ('MATCH', 'SHADOW')),
	CONSTRAINT "match_run_state" CHECK ("match_run"."state" in ('RUNNING', 'PAUSED', 'DONE', 'CANCELLED', 'STOPPED')),
	CONSTRAINT "match_run_stop_reason" CHECK ("match_run"."stop_reason" in ('BLOCK_TOO_LARGE', 'TOO_MANY_MERGES', 'PRECISION_TOO_LOW')),
	CONSTRAINT "match_run_stopped" CHECK (("match_run"."state" = 'STOPPED') = ("match_run"."stop_reason" is not null)),
	CONSTRAINT "match_run_finished" CHECK (("match_run"."state" in ('RUNNING', 'PAUSED')) = ("match_run"."finished_at" is null)),
	CONSTRAINT "match_run_share" CHECK ("match_run"."most_merged" between 0 and 1),
	CONSTRAINT "match_run_triage" CHECK ("match_run"."triage" in ('none', 'pending', 'noticed'))
);
--> statement-breakpoint
ALTER TABLE "membership" DROP CONSTRAINT "membership_basis";--> statement-breakpoint
ALTER TABLE "match_label" ADD CONSTRAINT "match_label_of_pair" FOREIGN KEY ("model_id","number") REFERENCES "public"."match_sample"("model_id","number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_sample" ADD CONSTRAINT "match_sample_model_id_match_model_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."match_model"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_sample" ADD CONSTRAINT "match_sample_a_golden_record_id_fk" FOREIGN KEY ("a") REFERENCES "public"."golden_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_sample" ADD CONSTRAINT "match_sample_b_golden_record_id_fk" FOREIGN KEY ("b") REFERENCES "public"."golden_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_pair" ADD CONSTRAINT "match_pair_model_id_match_model_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."match_model"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_pair" ADD CONSTRAINT "match_pair_thing_golden_record_id_fk" FOREIGN KEY ("thing") REFERENCES "public"."golden_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_pair" ADD CONSTRAINT "match_pair_other_golden_record_id_fk" FOREIGN KEY ("other") REFERENCES "public"."golden_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_decision" ADD CONSTRAINT "match_decision_judgement_id_judgement_id_fk" FOREIGN KEY ("judgement_id") REFERENCES "public"."judgement"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_decision" ADD CONSTRAINT "match_decision_run_id_match_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."match_run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_decision" ADD CONSTRAINT "match_decision_model_id_match_model_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."match_model"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_decision" ADD CONSTRAINT "match_decision_survivor_id_golden_record_id_fk" FOREIGN KEY ("survivor_id") REFERENCES "public"."golden_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_decision" ADD CONSTRAINT "match_decision_merged_id_golden_record_id_fk" FOREIGN KEY ("merged_id") REFERENCES "public"."golden_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_review" ADD CONSTRAINT "match_review_run_id_match_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."match_run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_review" ADD CONSTRAINT "match_review_a_golden_record_id_fk" FOREIGN KEY ("a") REFERENCES "public"."golden_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_review" ADD CONSTRAINT "match_review_b_golden_record_id_fk" FOREIGN KEY ("b") REFERENCES "public"."golden_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_review" ADD CONSTRAINT "match_review_judgement_id_judgement_id_fk" FOREIGN KEY ("judgement_id") REFERENCES "public"."judgement"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_review" ADD CONSTRAINT "match_review_of_model" FOREIGN KEY ("model_id","domain") REFERENCES "public"."match_model"("id","domain") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_partition" ADD CONSTRAINT "match_partition_run_id_match_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."match_run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_pending" ADD CONSTRAINT "match_pending_run_id_match_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."match_run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_pending" ADD CONSTRAINT "match_pending_thing_golden_record_id_fk" FOREIGN KEY ("thing") REFERENCES "public"."golden_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_run" ADD CONSTRAINT "match_run_of_model" FOREIGN KEY ("model_id","domain") REFERENCES "public"."match_model"("id","domain") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "match_model_one_active" ON "match_model" USING btree ("domain") WHERE "match_model"."state" = 'ACTIVE';--> statement-breakpoint
CREATE INDEX "match_pair_other" ON "match_pair" USING btree ("model_id","other");--> statement-breakpoint
CREATE INDEX "match_decision_run" ON "match_decision" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "match_decision_merged" ON "match_decision" USING btree ("merged_id");--> statement-breakpoint
CREATE UNIQUE INDEX "match_review_one_pending" ON "match_review" USING btree ("a","b") WHERE "match_review"."state" = 'PENDING';--> statement-breakpoint
CREATE INDEX "match_review_queue" ON "match_review" USING btree ("domain","weight","id") WHERE "match_review"."state" = 'PENDING';--> statement-breakpoint
CREATE INDEX "match_review_of_b" ON "match_review" USING btree ("b") WHERE "match_review"."state" = 'PENDING';--> statement-breakpoint
CREATE INDEX "match_review_decided" ON "match_review" USING btree ("model_id") WHERE "match_review"."state" = 'DECIDED';--> statement-breakpoint
CREATE INDEX "match_review_triage" ON "match_review" USING btree ("id") WHERE "match_review"."triage" = 'pending';--> statement-breakpoint
CREATE INDEX "match_pending_partition" ON "match_pending" USING btree ("run_id","partition");--> statement-breakpoint
CREATE UNIQUE INDEX "match_run_one_at_a_time" ON "match_run" USING btree ("domain") WHERE "match_run"."state" in ('RUNNING', 'PAUSED');--> statement-breakpoint
CREATE INDEX "match_run_of_domain" ON "match_run" USING btree ("domain","started_at");--> statement-breakpoint
CREATE INDEX "match_run_of_its_model" ON "match_run" USING btree ("model_id","revision");--> statement-breakpoint
CREATE INDEX "match_run_pending" ON "match_run" USING btree ("id") WHERE "match_run"."triage" = 'pending';--> statement-breakpoint
CREATE INDEX "membership_record_ended" ON "membership" USING btree ("record_id") WHERE "membership"."to_change" is not null;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_basis" CHECK ("membership"."basis" in ('KEY', 'IDENTIFIER', 'CATALOG_NUMBER', 'FOUNDED', 'PERSON', 'MATCH'));