ALTER TABLE "routing_rule" DROP CONSTRAINT "routing_rule_kind";--> statement-breakpoint
ALTER TABLE "decision" DROP CONSTRAINT "decision_kind";--> statement-breakpoint
ALTER TABLE "task" DROP CONSTRAINT "task_kind";--> statement-breakpoint
ALTER TABLE "task" DROP CONSTRAINT "task_cause";--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "review_id" uuid;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "stopped_run_id" uuid;--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_review_id_match_review_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."match_review"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_stopped_run_id_match_run_id_fk" FOREIGN KEY ("stopped_run_id") REFERENCES "public"."match_run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_review_id_unique" UNIQUE("review_id");--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_stopped_run_id_unique" UNIQUE("stopped_run_id");--> statement-breakpoint
ALTER TABLE "routing_rule" ADD CONSTRAINT "routing_rule_kind" CHECK ("routing_rule"."kind" in ('UNRESOLVED_MAPPING', 'AMBIGUOUS_MAPPING', 'IDENTIFIER_CONFLICT', 'RETIRED_CODE_IN_USE', 'MATCH_REVIEW', 'MATCH_RUN_STOPPED'));--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_kind" CHECK ("decision"."kind" in ('MAP', 'LINK', 'MATCH'));--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_review" CHECK ("task"."review_id" = "task"."id");--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_stopped_run" CHECK ("task"."stopped_run_id" = "task"."id");--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_kind_of_review" CHECK (("task"."kind" = 'MATCH_REVIEW') = ("task"."review_id" is not null));--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_kind_of_stopped_run" CHECK (("task"."kind" = 'MATCH_RUN_STOPPED') = ("task"."stopped_run_id" is not null));--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_kind" CHECK ("task"."kind" in ('UNRESOLVED_MAPPING', 'AMBIGUOUS_MAPPING', 'IDENTIFIER_CONFLICT', 'RETIRED_CODE_IN_USE', 'MATCH_REVIEW', 'MATCH_RUN_STOPPED'));--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_cause" CHECK (num_nonnulls("task"."miss_id", "task"."conflict_id", "task"."retired_use_id", "task"."review_id", "task"."stopped_run_id") = 1);