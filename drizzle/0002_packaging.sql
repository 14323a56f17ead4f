CREATE TABLE "billing_unit" (
	"id" uuid NOT NULL,
	"code_id" bigint NOT NULL,
	"source" text NOT NULL,
	"reason" text,
	"approved_by" text NOT NULL,
	"approved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date DEFAULT '-infinity' NOT NULL,
	"valid_to" date DEFAULT 'infinity' NOT NULL,
	"from_change" bigint NOT NULL,
	"to_change" bigint,
	"unit" text NOT NULL,
	"amount_unit" text,
	"numerator" bigint,
	"denominator" bigint,
	CONSTRAINT "billing_unit_id_pk" PRIMARY KEY("id"),
	CONSTRAINT "billing_unit_units" CHECK ("billing_unit"."unit" ~ '^(ucum|x12|rec20|rec21|hibc|cms|hcpcs|di):[!-~]+$' and "billing_unit"."amount_unit" ~ '^(ucum|x12|rec20|rec21|hibc|cms|hcpcs|di):[!-~]+$'),
	CONSTRAINT "billing_unit_amount" CHECK (num_nulls("billing_unit"."amount_unit", "billing_unit"."numerator", "billing_unit"."denominator") in (0, 3)
          and "billing_unit"."numerator" > 0 and "billing_unit"."denominator" > 0),
	CONSTRAINT "billing_unit_hcpcs" CHECK (("billing_unit"."unit" like 'hcpcs:%') = ("billing_unit"."amount_unit" is not null)),
	CONSTRAINT "billing_unit_days" CHECK ("billing_unit"."valid_from" < "billing_unit"."valid_to"),
	CONSTRAINT "billing_unit_known" CHECK ("billing_unit"."to_change" >= "billing_unit"."from_change")
);
--> statement-breakpoint
CREATE TABLE "content_statement" (
	"id" uuid NOT NULL,
	"code_id" bigint NOT NULL,
	"source" text NOT NULL,
	"reason" text,
	"approved_by" text NOT NULL,
	"approved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date DEFAULT '-infinity' NOT NULL,
	"valid_to" date DEFAULT 'infinity' NOT NULL,
	"from_change" bigint NOT NULL,
	"to_change" bigint,
	"unit" text NOT NULL,
	"amount_unit" text NOT NULL,
	"numerator" bigint NOT NULL,
	"denominator" bigint NOT NULL,
	CONSTRAINT "content_statement_id_amount_unit_pk" PRIMARY KEY("id","amount_unit"),
	CONSTRAINT "content_statement_units" CHECK ("content_statement"."unit" ~ '^(ucum|x12|rec20|rec21|hibc|cms|hcpcs|di):[!-~]+$' and "content_statement"."amount_unit" ~ '^(ucum|x12|rec20|rec21|hibc|cms|hcpcs|di):[!-~]+$'),
	CONSTRAINT "content_statement_amount" CHECK ("content_statement"."numerator" > 0 and "content_statement"."denominator" > 0),
	CONSTRAINT "content_statement_days" CHECK ("content_statement"."valid_from" < "content_statement"."valid_to"),
	CONSTRAINT "content_statement_known" CHECK ("content_statement"."to_change" >= "content_statement"."from_change")
);
--> statement-breakpoint
CREATE TABLE "packaging_link" (
	"id" uuid NOT NULL,
	"code_id" bigint NOT NULL,
	"source" text NOT NULL,
	"reason" text,
	"approved_by" text NOT NULL,
	"approved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_from" date DEFAULT '-infinity' NOT NULL,
	"valid_to" date DEFAULT 'infinity' NOT NULL,
	"from_change" bigint NOT NULL,
	"to_change" bigint,
	"supplier" text DEFAULT '' NOT NULL,
	"unit" text NOT NULL,
	"contains_unit" text NOT NULL,
	"quantity" bigint NOT NULL,
	"gtin" text,
	CONSTRAINT "packaging_link_id_contains_unit_pk" PRIMARY KEY("id","contains_unit"),
	CONSTRAINT "packaging_link_units" CHECK ("packaging_link"."unit" ~ '^(ucum|x12|rec20|rec21|hibc|cms|hcpcs|di):[!-~]+$' and "packaging_link"."contains_unit" ~ '^(ucum|x12|rec20|rec21|hibc|cms|hcpcs|di):[!-~]+$'),
	CONSTRAINT "packaging_link_itself" CHECK ("packaging_link"."unit" <> "packaging_link"."contains_unit"),
	CONSTRAINT "packaging_link_quantity" CHECK ("packaging_link"."quantity" > 0),
	CONSTRAINT "packaging_link_gtin" CHECK ("packaging_link"."gtin" ~ '^[0-9]{14}$'),
	CONSTRAINT "packaging_link_supplier" CHECK (char_length("packaging_link"."supplier") <= 255),
	CONSTRAINT "packaging_link_days" CHECK ("packaging_link"."valid_from" < "packaging_link"."valid_to"),
	CONSTRAINT "packaging_link_known" CHECK ("packaging_link"."to_change" >= "packaging_link"."from_change")
);
--> statement-breakpoint
ALTER TABLE "billing_unit" ADD CONSTRAINT "billing_unit_code_id_code_id_fk" FOREIGN KEY ("code_id") REFERENCES "public"."code"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_unit" ADD CONSTRAINT "billing_unit_source_source_system_key_fk" FOREIGN KEY ("source") REFERENCES "public"."source_system"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_unit" ADD CONSTRAINT "billing_unit_from_change_change_id_fk" FOREIGN KEY ("from_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_unit" ADD CONSTRAINT "billing_unit_to_change_change_id_fk" FOREIGN KEY ("to_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "content_statement" ADD CONSTRAINT "content_statement_code_id_code_id_fk" FOREIGN KEY ("code_id") REFERENCES "public"."code"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "content_statement" ADD CONSTRAINT "content_statement_source_source_system_key_fk" FOREIGN KEY ("source") REFERENCES "public"."source_system"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "content_statement" ADD CONSTRAINT "content_statement_from_change_change_id_fk" FOREIGN KEY ("from_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "content_statement" ADD CONSTRAINT "content_statement_to_change_change_id_fk" FOREIGN KEY ("to_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "packaging_link" ADD CONSTRAINT "packaging_link_code_id_code_id_fk" FOREIGN KEY ("code_id") REFERENCES "public"."code"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "packaging_link" ADD CONSTRAINT "packaging_link_source_source_system_key_fk" FOREIGN KEY ("source") REFERENCES "public"."source_system"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "packaging_link" ADD CONSTRAINT "packaging_link_from_change_change_id_fk" FOREIGN KEY ("from_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "packaging_link" ADD CONSTRAINT "packaging_link_to_change_change_id_fk" FOREIGN KEY ("to_change") REFERENCES "public"."change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "billing_unit_code" ON "billing_unit" USING btree ("code_id");--> statement-breakpoint
CREATE INDEX "billing_unit_from_change" ON "billing_unit" USING btree ("from_change");--> statement-breakpoint
CREATE INDEX "billing_unit_to_change" ON "billing_unit" USING btree ("to_change") WHERE "billing_unit"."to_change" is not null;--> statement-breakpoint
CREATE INDEX "content_statement_code" ON "content_statement" USING btree ("code_id");--> statement-breakpoint
CREATE INDEX "content_statement_from_change" ON "content_statement" USING btree ("from_change");--> statement-breakpoint
CREATE INDEX "content_statement_to_change" ON "content_statement" USING btree ("to_change") WHERE "content_statement"."to_change" is not null;--> statement-breakpoint
CREATE INDEX "packaging_link_code" ON "packaging_link" USING btree ("code_id");--> statement-breakpoint
CREATE INDEX "packaging_link_from_change" ON "packaging_link" USING btree ("from_change");--> statement-breakpoint
CREATE INDEX "packaging_link_to_change" ON "packaging_link" USING btree ("to_change") WHERE "packaging_link"."to_change" is not null;