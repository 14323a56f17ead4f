DROP INDEX "record_event_unfinished";--> statement-breakpoint
ALTER TABLE "record_event" ALTER COLUMN "event_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "record_event" ADD COLUMN "position" bigint NOT NULL GENERATED ALWAYS AS IDENTITY (sequence name "record_event_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1);--> statement-breakpoint
ALTER TABLE "record_event" ADD COLUMN "failures" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "record_event_unfinished" ON "record_event" USING btree ("source","position") WHERE "record_event"."state" = 'RECEIVED';