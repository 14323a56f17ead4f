CREATE TABLE "miss_waiter" (
	"id" uuid PRIMARY KEY NOT NULL,
	"miss_id" uuid NOT NULL,
	"caller" text NOT NULL,
	"context" jsonb NOT NULL,
	"as_of" date,
	"quantity" text,
	"unit" text,
	"ref" text,
	"first_asked" timestamp with time zone DEFAULT now() NOT NULL,
	"last_asked" timestamp with time zone DEFAULT now() NOT NULL,
	"count" bigint NOT NULL,
	"released_change" bigint,
	CONSTRAINT "miss_waiter_count" CHECK ("miss_waiter"."count" > 0),
	CONSTRAINT "miss_waiter_context" CHECK (jsonb_typeof("miss_waiter"."context") = 'array'),
	CONSTRAINT "miss_waiter_amount" CHECK (("miss_waiter"."quantity" is null) = ("miss_waiter"."unit" is null)),
	CONSTRAINT "miss_waiter_ref" CHECK (char_length("miss_waiter"."ref") between 1 and 100)
);
--> statement-breakpoint
CREATE TABLE "event" (
	"position" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "event_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"id" uuid NOT NULL,
	"type" text NOT NULL,
	"recipient" text NOT NULL,
	"system" text NOT NULL,
	"data" jsonb NOT NULL,
	"change_id" bigint NOT NULL,
	"revision" bigint,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "event_id_unique" UNIQUE("id"),
	CONSTRAINT "event_type" CHECK ("event"."type" ~ '^[a-z]+([.][a-z]+)+[.]v[0-9]+$')
);
--> statement-breakpoint
ALTER TABLE "miss" ADD COLUMN "turned_away" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "miss" ADD COLUMN "overtaken" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "miss_waiter" ADD CONSTRAINT "miss_waiter_miss_id_miss_id_fk" FOREIGN KEY ("miss_id") REFERENCES "public"."miss"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "miss_waiter" ADD CONSTRAINT "miss_waiter_released_change_change_id_fk" FOREIGN KEY ("released_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_change_id_change_id_fk" FOREIGN KEY ("change_id") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "miss_waiter_waiting" ON "miss_waiter" USING btree ("miss_id","id") WHERE "miss_waiter"."released_change" is null;--> statement-breakpoint
CREATE INDEX "miss_waiter_miss" ON "miss_waiter" USING btree ("miss_id","last_asked");--> statement-breakpoint
CREATE INDEX "miss_waiter_released" ON "miss_waiter" USING btree ("released_change") WHERE "miss_waiter"."released_change" is not null;--> statement-breakpoint
CREATE INDEX "event_order" ON "event" USING btree ("revision","position");--> statement-breakpoint
CREATE INDEX "event_of_recipient" ON "event" USING btree ("recipient","revision","position");--> statement-breakpoint
CREATE INDEX "event_change" ON "event" USING btree ("change_id");--> statement-breakpoint
CREATE INDEX "event_at" ON "event" USING btree ("at");--> statement-breakpoint
CREATE INDEX "miss_overtaken" ON "miss" USING btree ("id") WHERE "miss"."overtaken";