import { createUnionType, Field, ID, InputType, ObjectType } from '@nestjs/graphql';

@InputType({ description: 'A new key.' })
export class CreateApiKeyInput {
  @Field({ description: 'A name for the log and the audit: letters, digits, blank, dot, dash; at most 63.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Whose key it is: letters, digits, blank, dot, dash, @; at most 127. All keys of one person are one pair of eyes where two are asked for. Its name, if not said.',
  })
  person?: string | null;

  @Field({ description: 'administrator, steward, loader, flow or reader.' })
  role!: string;

  @Field(() => [String], {
    nullable: true,
    description:
      'Code systems it is confined to; null is all. A confined key reads no golden records: they hold what all systems say.',
  })
  systems?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Instant with offset after which it no longer opens; null is never.',
  })
  expiresAt?: string | null;
}

@ObjectType('ApiKeyCreated', { description: 'The key, shown this once.' })
export class ApiKeyCreatedModel {
  @Field(() => ID, { description: 'Id, for revoking.' })
  id!: string;

  @Field({ description: 'The key itself; the hub keeps only its hash.' })
  key!: string;
}

@ObjectType('ApiKeyRefused', { description: 'No key was made.' })
export class ApiKeyRefusedModel {
  @Field({ description: 'Why.' })
  message!: string;
}

export const CreateApiKeyResult = createUnionType({
  name: 'CreateApiKeyResult',
  description: 'How making a key ended.',
  types: () => [ApiKeyCreatedModel, ApiKeyRefusedModel] as const,
});
