CREATE TABLE "relation_approval" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "relation_approval_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"statement_id" bigint NOT NULL,
	"reason" text,
	"from_change" bigint NOT NULL,
	"to_change" bigint,
	CONSTRAINT "relation_approval_known" CHECK ("relation_approval"."to_change" >= "relation_approval"."from_change")
);
--> statement-breakpoint
CREATE TABLE "relation_statement" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "relation_statement_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"from_domain" text NOT NULL,
	"to_domain" text NOT NULL,
	"record_id" bigint,
	"from_golden" uuid,
	"to_system" text,
	"to_issuer" text,
	"to_code" text,
	"to_golden" uuid,
	"condition" text DEFAULT '' NOT NULL,
	"attributes" jsonb NOT NULL,
	"reason" text,
	"valid_from" date DEFAULT '-infinity' NOT NULL,
	"valid_to" date DEFAULT 'infinity' NOT NULL,
	"from_change" bigint NOT NULL,
	"to_change" bigint,
	CONSTRAINT "relation_statement_kind" UNIQUE("id","kind"),
	CONSTRAINT "relation_statement_domains" CHECK (("relation_statement"."kind", "relation_statement"."from_domain", "relation_statement"."to_domain") in (('PART_OF', 'LOCATION', 'LOCATION'), ('ROLLS_UP_TO', 'COST_CENTER', 'COST_CENTER'), ('LOCATED_AT', 'COST_CENTER', 'LOCATION'), ('SUBSIDIARY_OF', 'SUPPLIER', 'SUPPLIER'), ('REMITS_TO', 'SUPPLIER', 'SUPPLIER'), ('SUPPLIED_BY', 'ITEM', 'SUPPLIER'), ('MADE_BY', 'ITEM', 'SUPPLIER'), ('REPLACED_BY', 'ITEM', 'ITEM'), ('EQUIVALENT_TO', 'ITEM', 'ITEM'))),
	CONSTRAINT "relation_statement_speaker" CHECK (num_nonnulls("relation_statement"."record_id", "relation_statement"."from_golden") = 1),
	CONSTRAINT "relation_statement_other" CHECK (num_nonnulls("relation_statement"."to_system", "relation_statement"."to_issuer", "relation_statement"."to_code") = case when "relation_statement"."to_golden" is null then 3 else 0 end),
	CONSTRAINT "relation_statement_reason" CHECK (("relation_statement"."from_golden" is null) or "relation_statement"."reason" is not null),
	CONSTRAINT "relation_statement_condition" CHECK (char_length("relation_statement"."condition") <= 1000),
	CONSTRAINT "relation_statement_attributes" CHECK (jsonb_typeof("relation_statement"."attributes") = 'object'),
	CONSTRAINT "relation_statement_days" CHECK ("relation_statement"."valid_from" < "relation_statement"."valid_to"),
	CONSTRAINT "relation_statement_known" CHECK ("relation_statement"."to_change" >= "relation_statement"."from_change")
);
--> statement-breakpoint
CREATE TABLE "relation" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "relation_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"statement_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"from_domain" text NOT NULL,
	"to_domain" text NOT NULL,
	"from_golden" uuid,
	"to_golden" uuid,
	"standing" text NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date NOT NULL,
	"from_change" bigint NOT NULL,
	"to_change" bigint,
	CONSTRAINT "relation_domains" CHECK (("relation"."kind", "relation"."from_domain", "relation"."to_domain") in (('PART_OF', 'LOCATION', 'LOCATION'), ('ROLLS_UP_TO', 'COST_CENTER', 'COST_CENTER'), ('LOCATED_AT', 'COST_CENTER', 'LOCATION'), ('SUBSIDIARY_OF', 'SUPPLIER', 'SUPPLIER'), ('REMITS_TO', 'SUPPLIER', 'SUPPLIER'), ('SUPPLIED_BY', 'ITEM', 'SUPPLIER'), ('MADE_BY', 'ITEM', 'SUPPLIER'), ('REPLACED_BY', 'ITEM', 'ITEM'), ('EQUIVALENT_TO', 'ITEM', 'ITEM'))),
	CONSTRAINT "relation_standing" CHECK ("relation"."standing" in ('HOLDS', 'WAITING', 'AMBIGUOUS', 'SAME_RECORD', 'DRAFT', 'OUTWEIGHED', 'CIRCULAR')),
	CONSTRAINT "relation_ends" CHECK ("relation"."standing" <> 'HOLDS' or coalesce("relation"."from_golden" <> "relation"."to_golden", false)),
	CONSTRAINT "relation_days" CHECK ("relation"."valid_from" < "relation"."valid_to"),
	CONSTRAINT "relation_known" CHECK ("relation"."to_change" >= "relation"."from_change")
);
--> statement-breakpoint
ALTER TABLE "source_record_version" ADD COLUMN "relations" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "staged_row" ADD COLUMN "relations" jsonb;--> statement-breakpoint
ALTER TABLE "relation_approval" ADD CONSTRAINT "relation_approval_statement_id_relation_statement_id_fk" FOREIGN KEY ("statement_id") REFERENCES "public"."relation_statement"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relation_approval" ADD CONSTRAINT "relation_approval_from_change_change_id_fk" FOREIGN KEY ("from_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relation_approval" ADD CONSTRAINT "relation_approval_to_change_change_id_fk" FOREIGN KEY ("to_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relation_statement" ADD CONSTRAINT "relation_statement_from_change_change_id_fk" FOREIGN KEY ("from_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relation_statement" ADD CONSTRAINT "relation_statement_to_change_change_id_fk" FOREIGN KEY ("to_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relation_statement" ADD CONSTRAINT "relation_statement_of_source_record" FOREIGN KEY ("record_id","from_domain") REFERENCES "public"."source_record"("id","domain") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relation_statement" ADD CONSTRAINT "relation_statement_from_record" FOREIGN KEY ("from_golden","from_domain") REFERENCES "public"."golden_record"("id","domain") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relation_statement" ADD CONSTRAINT "relation_statement_to_record" FOREIGN KEY ("to_golden","to_domain") REFERENCES "public"."golden_record"("id","domain") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relation" ADD CONSTRAINT "relation_from_change_change_id_fk" FOREIGN KEY ("from_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relation" ADD CONSTRAINT "relation_to_change_change_id_fk" FOREIGN KEY ("to_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relation" ADD CONSTRAINT "relation_of_statement" FOREIGN KEY ("statement_id","kind") REFERENCES "public"."relation_statement"("id","kind") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relation" ADD CONSTRAINT "relation_from_record" FOREIGN KEY ("from_golden","from_domain") REFERENCES "public"."golden_record"("id","domain") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relation" ADD CONSTRAINT "relation_to_record" FOREIGN KEY ("to_golden","to_domain") REFERENCES "public"."golden_record"("id","domain") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "relation_approval_one_live" ON "relation_approval" USING btree ("statement_id") WHERE "relation_approval"."to_change" is null;--> statement-breakpoint
CREATE INDEX "relation_approval_from_change" ON "relation_approval" USING btree ("from_change");--> statement-breakpoint
CREATE INDEX "relation_approval_to_change" ON "relation_approval" USING btree ("to_change") WHERE "relation_approval"."to_change" is not null;--> statement-breakpoint
CREATE INDEX "relation_statement_record" ON "relation_statement" USING btree ("record_id") WHERE "relation_statement"."to_change" is null;--> statement-breakpoint
CREATE INDEX "relation_statement_code" ON "relation_statement" USING btree ("to_code","to_system","to_issuer") WHERE "relation_statement"."to_change" is null;--> statement-breakpoint
CREATE INDEX "relation_statement_from" ON "relation_statement" USING btree ("from_golden") WHERE "relation_statement"."to_change" is null;--> statement-breakpoint
CREATE INDEX "relation_statement_to" ON "relation_statement" USING btree ("to_golden") WHERE "relation_statement"."to_change" is null;--> statement-breakpoint
CREATE INDEX "relation_statement_from_change" ON "relation_statement" USING btree ("from_change");--> statement-breakpoint
CREATE INDEX "relation_statement_to_change" ON "relation_statement" USING btree ("to_change") WHERE "relation_statement"."to_change" is not null;--> statement-breakpoint
CREATE INDEX "relation_statement_live" ON "relation" USING btree ("statement_id") WHERE "relation"."to_change" is null;--> statement-breakpoint
CREATE INDEX "relation_from" ON "relation" USING btree ("from_golden","kind","id") WHERE "relation"."to_change" is null;--> statement-breakpoint
CREATE INDEX "relation_from_ended" ON "relation" USING btree ("from_golden","kind","id") WHERE "relation"."to_change" is not null;--> statement-breakpoint
CREATE INDEX "relation_to" ON "relation" USING btree ("to_golden","kind","id") WHERE "relation"."to_change" is null;--> statement-breakpoint
CREATE INDEX "relation_to_ended" ON "relation" USING btree ("to_golden","kind","id") WHERE "relation"."to_change" is not null;--> statement-breakpoint
CREATE INDEX "relation_circular" ON "relation" USING btree ("kind") WHERE "relation"."to_change" is null and "relation"."standing" = 'CIRCULAR';--> statement-breakpoint
CREATE INDEX "relation_from_change" ON "relation" USING btree ("from_change");--> statement-breakpoint
CREATE INDEX "relation_to_change" ON "relation" USING btree ("to_change") WHERE "relation"."to_change" is not null;--> statement-breakpoint
ALTER TABLE "source_record_version" ADD CONSTRAINT "source_record_version_relations" CHECK (jsonb_typeof("source_record_version"."relations") = 'array');