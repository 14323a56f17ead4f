CREATE TABLE "miss_batch" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency_key" (
	"caller" text NOT NULL,
	"key" text NOT NULL,
	"hash" text NOT NULL,
	"attempt" uuid NOT NULL,
	"leased_until" timestamp with time zone NOT NULL,
	"acted" boolean DEFAULT false NOT NULL,
	"status" integer,
	"body" text,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "idempotency_key_caller_key_pk" PRIMARY KEY("caller","key"),
	CONSTRAINT "idempotency_key_key" CHECK ("idempotency_key"."key" ~ '^[!-~]{1,255}$')
);
--> statement-breakpoint
CREATE INDEX "miss_batch_at" ON "miss_batch" USING btree ("at");--> statement-breakpoint
CREATE INDEX "idempotency_key_expires" ON "idempotency_key" USING btree ("expires_at");