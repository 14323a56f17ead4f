import {
  createMongoAbility,
  type ForcedSubject,
  type MongoAbility,
  type RawRuleOf,
  subject,
} from '@casl/ability';

/** A row as access rules see it. */
type Row = { system: string } & ForcedSubject<string>;
export type Ability = MongoAbility<[string, string | Row]>;

/** What an operation needs, as `verb Noun`: `ask Resolution`, `decide Task`. */
export type Need = `${string} ${string}`;

/** Roles and what each may do: the one table of access, declared by the application. */
export type Roles = Readonly<Record<string, readonly Need[]>>;

/** Who asks. */
export interface Caller {
  /** `key:NAME`; stands behind every change and audit entry. */
  readonly actor: string;
  /** Whose key it is: where two people must look, they are two only if these differ. */
  readonly person: string;
  readonly role: string;
  /** Code systems the caller is confined to; null means all. */
  readonly systems: readonly string[] | null;
  readonly ability: Ability;
}

/** Nouns whose rows lie in no code system: out of reach of a key that is confined to some. */
const ofTheWholeHub = new Set([
  'ApiKey',
  'Queue',
  'GoldenRecord',
  'FinancialValue',
  'RestrictedValue',
  'Survivorship',
  'Matching',
  'Systems',
]);

/** The abilities of a role; confined to some code systems, every row it may touch must lie in one of them. */
export function abilityOf(needs: readonly Need[], systems: readonly string[] | null): Ability {
  const rules = needs.flatMap((need): RawRuleOf<Ability>[] => {
    const [action, noun] = splitNeed(need);
    if (systems === null) return [{ action, subject: noun }];
    if (ofTheWholeHub.has(noun)) return [];
    return [{ action, subject: noun, conditions: { system: { $in: [...systems] } } }];
  });
  return createMongoAbility<Ability>(rules);
}

/** Whether a caller may do `need` at all, on at least some rows. */
export function may(ability: Ability, need: Need): boolean {
  return ability.can(...splitNeed(need));
}

/** Whether a caller may do `need` to a row of this code system. */
export function mayInSystem(ability: Ability, need: Need, system: string): boolean {
  const [action, noun] = splitNeed(need);
  return ability.can(action, subject(noun, { system }));
}

export function splitNeed(need: Need): [action: string, noun: string] {
  const [action = '', noun = ''] = need.split(' ');
  return [action, noun];
}
