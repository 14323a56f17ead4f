CREATE TABLE "survivorship_rule" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "survivorship_rule_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"domain" text NOT NULL,
	"attribute" text NOT NULL,
	"strategy" text NOT NULL,
	"sources" text[] DEFAULT '{}' NOT NULL,
	"moves_with" text,
	"reason" text,
	"from_change" bigint NOT NULL,
	"to_change" bigint,
	CONSTRAINT "survivorship_rule_is_of_domain" CHECK ("survivorship_rule"."domain" in ('ITEM', 'SUPPLIER', 'LOCATION', 'COST_CENTER', 'CHARGE_CODE', 'GL_ACCOUNT')),
	CONSTRAINT "survivorship_rule_strategy" CHECK ("survivorship_rule"."strategy" in ('priority', 'recency', 'frequency', 'completeness', 'union')),
	CONSTRAINT "survivorship_rule_sources" CHECK ("survivorship_rule"."strategy" = 'priority' or cardinality("survivorship_rule"."sources") = 0),
	CONSTRAINT "survivorship_rule_union_alone" CHECK ("survivorship_rule"."strategy" <> 'union' or "survivorship_rule"."moves_with" is null),
	CONSTRAINT "survivorship_rule_known" CHECK ("survivorship_rule"."to_change" >= "survivorship_rule"."from_change")
);
--> statement-breakpoint
CREATE TABLE "value_override" (
	"id" uuid PRIMARY KEY NOT NULL,
	"record_id" bigint NOT NULL,
	"domain" text NOT NULL,
	"attribute" text NOT NULL,
	"reason" text NOT NULL,
	"expires_on" date,
	"ended_because" text,
	"from_change" bigint NOT NULL,
	"to_change" bigint,
	CONSTRAINT "value_override_record" UNIQUE("record_id"),
	CONSTRAINT "value_override_is_of_domain" CHECK ("value_override"."domain" in ('ITEM', 'SUPPLIER', 'LOCATION', 'COST_CENTER', 'CHARGE_CODE', 'GL_ACCOUNT')),
	CONSTRAINT "value_override_end" CHECK ("value_override"."ended_because" in ('WITHDRAWN', 'REPLACED', 'CAUGHT_UP', 'EXPIRED')),
	CONSTRAINT "value_override_ended" CHECK (("value_override"."ended_because" is null) = ("value_override"."to_change" is null)),
	CONSTRAINT "value_override_known" CHECK ("value_override"."to_change" >= "value_override"."from_change")
);
--> statement-breakpoint
ALTER TABLE "survivorship_rule" ADD CONSTRAINT "survivorship_rule_from_change_change_id_fk" FOREIGN KEY ("from_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survivorship_rule" ADD CONSTRAINT "survivorship_rule_to_change_change_id_fk" FOREIGN KEY ("to_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "value_override" ADD CONSTRAINT "value_override_record_id_source_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."source_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "value_override" ADD CONSTRAINT "value_override_from_change_change_id_fk" FOREIGN KEY ("from_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "value_override" ADD CONSTRAINT "value_override_to_change_change_id_fk" FOREIGN KEY ("to_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "survivorship_rule_one_live" ON "survivorship_rule" USING btree ("domain","attribute") WHERE "survivorship_rule"."to_change" is null;--> statement-breakpoint
CREATE INDEX "survivorship_rule_from_change" ON "survivorship_rule" USING btree ("from_change");--> statement-breakpoint
CREATE INDEX "survivorship_rule_to_change" ON "survivorship_rule" USING btree ("to_change") WHERE "survivorship_rule"."to_change" is not null;--> statement-breakpoint
CREATE INDEX "value_override_expires" ON "value_override" USING btree ("expires_on") WHERE "value_override"."to_change" is null;--> statement-breakpoint
CREATE INDEX "value_override_from_change" ON "value_override" USING btree ("from_change");--> statement-breakpoint
CREATE INDEX "value_override_to_change" ON "value_override" USING btree ("to_change") WHERE "value_override"."to_change" is not null;