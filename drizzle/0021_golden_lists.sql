DROP INDEX "record_code_from_change";--> statement-breakpoint
DROP INDEX "record_code_to_change";--> statement-breakpoint
DROP INDEX "golden_version_from_change";--> statement-breakpoint
DROP INDEX "golden_version_to_change";--> statement-breakpoint
DROP INDEX "membership_from_change";--> statement-breakpoint
DROP INDEX "membership_to_change";--> statement-breakpoint
DROP INDEX "golden_redirect_from_change";--> statement-breakpoint
DROP INDEX "golden_redirect_to_change";--> statement-breakpoint
CREATE INDEX "record_code_began" ON "record_code" USING btree ("from_change","golden_id");--> statement-breakpoint
CREATE INDEX "record_code_ended" ON "record_code" USING btree ("to_change","golden_id") WHERE "record_code"."to_change" is not null;--> statement-breakpoint
CREATE INDEX "golden_version_values" ON "golden_version" USING gin ("values" jsonb_path_ops) WHERE "golden_version"."to_change" is null;--> statement-breakpoint
CREATE INDEX "golden_version_began" ON "golden_version" USING btree ("from_change","golden_id");--> statement-breakpoint
CREATE INDEX "golden_version_ended" ON "golden_version" USING btree ("to_change","golden_id") WHERE "golden_version"."to_change" is not null;--> statement-breakpoint
CREATE INDEX "membership_began" ON "membership" USING btree ("from_change","golden_id");--> statement-breakpoint
CREATE INDEX "membership_ended" ON "membership" USING btree ("to_change","golden_id") WHERE "membership"."to_change" is not null;--> statement-breakpoint
CREATE INDEX "golden_redirect_began" ON "golden_redirect" USING btree ("from_change","golden_id");--> statement-breakpoint
CREATE INDEX "golden_redirect_ended" ON "golden_redirect" USING btree ("to_change","golden_id") WHERE "golden_redirect"."to_change" is not null;--> statement-breakpoint
CREATE INDEX "golden_redirect_began_to" ON "golden_redirect" USING btree ("from_change","survivor_id");--> statement-breakpoint
CREATE INDEX "golden_redirect_ended_to" ON "golden_redirect" USING btree ("to_change","survivor_id") WHERE "golden_redirect"."to_change" is not null;