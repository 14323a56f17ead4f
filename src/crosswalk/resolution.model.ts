import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { CodeRoleEnum } from './code-role.model.js';
import { ConversionStepModel, ResolvedQuantityModel, WarningModel } from './quantity.model.js';
import { purposes, relationships } from './vocabulary.js';

const asEnum = <T extends string>(values: readonly T[]) =>
  Object.fromEntries(values.map((value) => [value, value])) as { [K in T]: K };

export const PurposeEnum = asEnum(purposes);
export const RelationshipEnum = asEnum(relationships);
export const ResolveStatusEnum = asEnum([
  'RESOLVED',
  'DEFAULTED',
  'NO_MAP',
  'AMBIGUOUS',
  'UNRESOLVED',
  'INVALID',
  'UNAVAILABLE',
] as const);
export const ResolveStepKindEnum = asEnum([
  'MAPPING',
  'RECORD',
  'REDIRECT',
  'REPLACEMENT',
  'DEFAULT',
  'CONVERSION',
  'READING',
] as const);

registerEnumType(PurposeEnum, {
  name: 'Purpose',
  description: 'Why one code stands for another.',
  valuesMap: {
    SAME_THING: { description: 'Both name the same thing.' },
    CHARGES_AS: { description: 'What the source names is charged as the target.' },
    POSTS_TO: { description: 'What the source names posts to the target.' },
    CLASSIFIED_AS: { description: 'The target is a class of the source.' },
    REPLACED_BY: { description: 'The target took the place of the source.' },
  },
});
registerEnumType(RelationshipEnum, {
  name: 'Relationship',
  description: 'The target relative to the source.',
  valuesMap: {
    EQUIVALENT: { description: 'The target means the same.' },
    BROADER: { description: 'The target means more than the source.' },
    NARROWER: { description: 'The target means less than the source.' },
    RELATED: { description: 'The two have to do with each other; neither contains the other.' },
  },
});
registerEnumType(ResolveStatusEnum, {
  name: 'ResolveStatus',
  description: 'How a question ended. Never a guess: only RESOLVED and DEFAULTED carry targets.',
  valuesMap: {
    RESOLVED: {
      description:
        'Answered by approved facts: one target, or all targets of a statement declared one-to-many.',
    },
    DEFAULTED: {
      description:
        'The policy’s code for what has no answer, flagged as such; `problem` says what is missing, and a miss is on the ledger.',
    },
    NO_MAP: {
      description: 'An approved statement: deliberately nothing corresponds there (`reason`, `validTo`).',
    },
    AMBIGUOUS: {
      description:
        'Several answers of equal standing: all in `alternatives`, none chosen; a miss is on the ledger.',
    },
    UNRESOLVED: { description: 'No answer: `problem` says why; a miss is on the ledger.' },
    INVALID: { description: 'Bad input: `problem` says which.' },
    UNAVAILABLE: { description: 'Cannot be answered now: ask again. Leaves no miss.' },
  },
});
registerEnumType(ResolveStepKindEnum, {
  name: 'ResolveStepKind',
  description: 'What carried the answer one hop further.',
  valuesMap: {
    MAPPING: { description: 'An approved mapping.' },
    RECORD: {
      description:
        'From a code to the golden record it points at, or from a record to its code; the record is a code of system `golden`.',
    },
    REDIRECT: {
      description: 'From a golden record that was merged to its survivor; its id is the survivor’s.',
    },
    REPLACEMENT: { description: 'An approved mapping REPLACED_BY: what took the place of the code asked.' },
    DEFAULT: { description: 'To the policy’s code for what has no answer; its id is the policy’s.' },
    CONVERSION: {
      description: 'A factor between two units; its codes are unit codes, its id the statement’s.',
    },
    READING: {
      description:
        'Of several readings of the code as written, the only known one; its id is the code system’s key.',
    },
  },
});

@InputType({ description: 'Where a question is asked: one value under a declared context key.' })
export class ContextInput {
  @Field({ description: 'A declared key, e.g. `facility` or `payer`.' })
  key!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Key of the code system of the value, e.g. `ehr-dept`. Left out: the key’s own system, else the golden id, or, of a key that takes words, the word.',
  })
  system?: string | null;

  @Field(() => String, { nullable: true, description: 'Issuer of the code, where its system has issuers.' })
  issuer?: string | null;

  @Field({ description: 'The value: the caller’s own code, a golden id or a word.' })
  value!: string;
}

@InputType({ description: 'A further code of a question that several codes answer together.' })
export class CodeInput {
  @Field({ description: 'Key of its code system; the context key that takes such codes is meant.' })
  system!: string;

  @Field(() => String, { nullable: true, description: 'Its issuer, where its system has issuers.' })
  issuer?: string | null;

  @Field({ description: 'The code as the caller has it.' })
  code!: string;
}

@InputType({ description: 'The question: this code there is which code here?' })
export class ResolveInput {
  @Field({
    description:
      'Key of the caller’s code system, e.g. `wellstar-supply` or `gtin`; `golden` asks about a golden record by its id.',
  })
  system!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Issuer, for systems whose codes are unique only per issuer.',
  })
  issuer?: string | null;

  @Field({ description: 'The code as the caller has it; its normal form is ours to find.' })
  code!: string;

  @Field({
    description:
      'Key of the wanted code system, or `golden` for the golden record. A question from or to `golden` leaves no miss.',
  })
  target!: string;

  @Field(() => PurposeEnum, {
    nullable: true,
    description: 'Default: the policy’s for this pair of systems.',
  })
  purpose?: keyof typeof PurposeEnum | null;

  @Field(() => [CodeInput], {
    nullable: true,
    description: 'Further codes of a tuple question: matched like `context`, by what their systems name.',
  })
  dimensions?: CodeInput[] | null;

  @Field(() => [ContextInput], {
    nullable: true,
    description: 'Where it is asked. A place stands for itself and counts for what it lies in that day.',
  })
  context?: ContextInput[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'A date (2026-03-31), or an instant with offset, which becomes the date in the time zone of the facility of the context, else the hub’s. Default: today there.',
  })
  asOf?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Answer as the hub would have at this revision: same status, targets, alternatives, golden id, quantity and path. Leaves no miss.',
  })
  atRevision?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Answer at this revision or later; waits up to 2 s, then UNAVAILABLE.',
  })
  minRevision?: string | null;

  @Field(() => Boolean, { nullable: true, defaultValue: true, description: 'False: a miss leaves no trace.' })
  record?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'A decimal, with `unit`: converted to the target’s unit, exactly.',
  })
  quantity?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Unit code, of X12 unless it names its system: `CA`, `x12:CA`, `ucum:mL`.',
  })
  unit?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Your own reference for what waits for this answer; comes back with `mapping.resolved.v1` after a miss. At most 100 letters, digits and `. _ : -`; never a patient or account number: a bare number is refused.',
  })
  ref?: string | null;
}

@ObjectType('ResolvedTarget', { description: 'One code that answers.' })
export class ResolvedTargetModel {
  @Field(() => ID, {
    nullable: true,
    description:
      'The mapping on the way to it; `retireMapping` takes it. Null where golden records alone lead there.',
  })
  mappingId!: string | null;

  @Field({ description: 'Key of its code system.' })
  system!: string;

  @Field(() => String, { nullable: true, description: 'Its issuer, where the system has issuers.' })
  issuer!: string | null;

  @Field({ description: 'The code in its normal form.' })
  code!: string;

  @Field(() => String, { nullable: true, description: 'What its source calls it.' })
  display!: string | null;

  @Field(() => CodeRoleEnum, {
    nullable: true,
    description:
      'In which role it points at the golden record it was found through; null if a mapping led to it.',
  })
  role!: keyof typeof CodeRoleEnum | null;

  @Field(() => String, {
    nullable: true,
    description: 'Of one of several targets of one statement: what it is in it, e.g. `technical`.',
  })
  part!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Of one of several targets of one statement: its place among them, from 1.',
  })
  sequence!: number | null;

  @Field(() => PurposeEnum, { description: 'Why it stands for the code asked.' })
  purpose!: keyof typeof PurposeEnum;

  @Field(() => RelationshipEnum, { description: 'It relative to the code asked.' })
  relationship!: keyof typeof RelationshipEnum;

  @Field(() => ResolvedQuantityModel, {
    nullable: true,
    description: 'The quantity asked in its unit; null where none was asked or nothing converts it.',
  })
  quantity!: ResolvedQuantityModel | null;

  @Field(() => String, { nullable: true, description: 'First day on which this holds; null is always.' })
  validFrom!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'First day on which it no longer holds; null is open.',
  })
  validTo!: string | null;
}

@ObjectType('ResolveStep', { description: 'One hop of the way to the answer.' })
export class ResolveStepModel {
  @Field(() => ResolveStepKindEnum, { description: 'What carried it.' })
  kind!: keyof typeof ResolveStepKindEnum;

  @Field(() => ID, { description: 'Id of the mapping that was followed, or of the golden record.' })
  id!: string;

  @Field(() => PurposeEnum, { description: 'Its purpose.' })
  purpose!: keyof typeof PurposeEnum;

  @Field(() => RelationshipEnum, { description: 'Its relationship.' })
  relationship!: keyof typeof RelationshipEnum;

  @Field({ description: 'System the hop starts from.' })
  fromSystem!: string;

  @Field({ description: 'Code the hop starts from, in its normal form.' })
  fromCode!: string;

  @Field({ description: 'System the hop ends in.' })
  toSystem!: string;

  @Field({ description: 'Code the hop ends at.' })
  toCode!: string;

  @Field({
    description:
      'True of a mapping that answers though the golden record says otherwise: it was approved to.',
  })
  exception!: boolean;

  @Field(() => ConversionStepModel, { nullable: true, description: 'Of a CONVERSION: the factor.' })
  conversion!: ConversionStepModel | null;
}

@ObjectType('Problem', { description: 'What went wrong; codes are listed in docs/errors.md.' })
export class ProblemModel {
  @Field({ description: 'Code out of the catalogue.' })
  code!: string;

  @Field({ description: 'A sentence; it repeats no input value.' })
  message!: string;
}

@ObjectType('Resolution', { description: 'The answer to one question.' })
export class ResolutionModel {
  @Field(() => ResolveStatusEnum, { description: 'How the question ended.' })
  status!: keyof typeof ResolveStatusEnum;

  @Field(() => String, { nullable: true, description: 'Code of the single target, else null.' })
  code!: string | null;

  @Field(() => String, { nullable: true, description: 'Display of the single target, else null.' })
  display!: string | null;

  @Field(() => [ResolvedTargetModel], { description: 'Empty unless RESOLVED or DEFAULTED.' })
  targets!: ResolvedTargetModel[];

  @Field(() => [ResolvedTargetModel], { description: 'What AMBIGUOUS found.' })
  alternatives!: ResolvedTargetModel[];

  @Field(() => ResolvedQuantityModel, {
    nullable: true,
    description: 'The quantity asked in the unit of the single target, else null.',
  })
  quantity!: ResolvedQuantityModel | null;

  @Field(() => [ResolveStepModel], { description: 'Every hop from the question to the answer.' })
  path!: ResolveStepModel[];

  @Field(() => [WarningModel], { description: 'What to know of the answer.' })
  warnings!: WarningModel[];

  @Field(() => ProblemModel, { nullable: true, description: 'Why there is no answer.' })
  problem!: ProblemModel | null;

  @Field(() => String, { nullable: true, description: 'Of NO_MAP: why nothing corresponds there.' })
  reason!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Of NO_MAP: the first day on which that no longer holds; null is open.',
  })
  validTo!: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The row on the miss ledger; its task has the same id. Null where `golden` was asked for or from.',
  })
  missId!: string | null;

  @Field({ description: 'Revision of the hub at which this was answered, a decimal number.' })
  revision!: string;

  @Field({ description: 'True if the database has been out of reach and newer facts may exist.' })
  stale!: boolean;

  @Field(() => Float, {
    nullable: true,
    description: 'Of a stale answer: milliseconds since the database was last heard; else null.',
  })
  ageMs!: number | null;
}
