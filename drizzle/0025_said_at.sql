DROP INDEX "relation_from_change";--> statement-breakpoint
DROP INDEX "relation_to_change";--> statement-breakpoint
ALTER TABLE "source_record_version" ADD COLUMN "said_at" timestamp with time zone DEFAULT statement_timestamp() NOT NULL;--> statement-breakpoint
CREATE INDEX "relation_began_from" ON "relation" USING btree ("from_change","from_golden");--> statement-breakpoint
CREATE INDEX "relation_ended_from" ON "relation" USING btree ("to_change","from_golden") WHERE "relation"."to_change" is not null;--> statement-breakpoint
CREATE INDEX "relation_began_to" ON "relation" USING btree ("from_change","to_golden");--> statement-breakpoint
CREATE INDEX "relation_ended_to" ON "relation" USING btree ("to_change","to_golden") WHERE "relation"."to_change" is not null;--> statement-breakpoint
-- What is known already: a file's version is the moment at which its source wrote it; of all else, when it came.
update source_record_version version
set said_at = case when version.row_number is null then change.at
                   else least(timestamptz 'epoch' + version.source_version::float8 * interval '1 microsecond', change.at) end
from change where change.id = version.from_change;
