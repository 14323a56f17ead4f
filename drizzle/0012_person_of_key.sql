ALTER TABLE "api_key" ADD COLUMN "person" text;--> statement-breakpoint
-- Of the keys there are nobody said whose they are: each stands for a person of its own.
UPDATE "api_key" SET "person" = CASE WHEN "name" LIKE 'first-administrator %' THEN 'first-administrator' ELSE "name" END;--> statement-breakpoint
ALTER TABLE "api_key" ALTER COLUMN "person" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_person" CHECK ("api_key"."person" ~ '^[a-zA-Z0-9][a-zA-Z0-9 ._@-]{0,126}$');
