ALTER TABLE "code_system" DROP CONSTRAINT "code_system_domain";--> statement-breakpoint
ALTER TABLE "golden_record" DROP CONSTRAINT "golden_record_is_of_domain";--> statement-breakpoint
ALTER TABLE "source_record" DROP CONSTRAINT "source_record_is_of_domain";--> statement-breakpoint
ALTER TABLE "code_system" ADD CONSTRAINT "code_system_domain" CHECK ("code_system"."domain" in ('ITEM', 'SUPPLIER', 'LOCATION', 'COST_CENTER', 'CHARGE_CODE', 'GL_ACCOUNT'));--> statement-breakpoint
ALTER TABLE "golden_record" ADD CONSTRAINT "golden_record_is_of_domain" CHECK ("golden_record"."domain" in ('ITEM', 'SUPPLIER', 'LOCATION', 'COST_CENTER', 'CHARGE_CODE', 'GL_ACCOUNT'));--> statement-breakpoint
ALTER TABLE "source_record" ADD CONSTRAINT "source_record_is_of_domain" CHECK ("source_record"."domain" in ('ITEM', 'SUPPLIER', 'LOCATION', 'COST_CENTER', 'CHARGE_CODE', 'GL_ACCOUNT'));