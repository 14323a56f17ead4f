import type { Attribute, Survivorship, Values } from './attribute.js';
import { type AttributeRule, defaultStrategy } from './survivorship-rule.js';
import { valueTexts } from './value-text.js';

/** A source record that belongs to a golden record, as far as its lineage needs it. */
export interface Member {
  /** Of what it says now. */
  readonly versionId: number;
  readonly values: Values;
}

export interface SaidValue<Said extends Member> {
  readonly values: readonly string[];
  readonly survives: boolean;
  readonly sourceRecord: Said;
}

export interface ValueLineage<Said extends Member> {
  readonly attribute: string;
  readonly values: readonly string[];
  readonly rule: Survivorship;
  readonly said: readonly SaidValue<Said>[];
}

/** Every attribute of which something is believed or said: what survived, by which rule, out of whose words; the
 *  winners first, each kind in the order of `members`. An attribute that is not among `rules` is weighed as it is
 *  declared. */
export function lineageOf<Said extends Member>(
  {
    values,
    winners,
  }: { readonly values: Values; readonly winners: Readonly<Record<string, readonly number[]>> },
  members: readonly Said[],
  attributes: readonly (readonly [string, Attribute])[],
  rules: ReadonlyMap<string, Pick<AttributeRule, 'strategy'>> = new Map(),
): ValueLineage<Said>[] {
  return attributes.flatMap(([attribute, declared]) => {
    const said = saidOf([attribute, declared], winners[attribute] ?? [], members);
    const believed = values[attribute];
    if (believed === undefined && said.length === 0) return [];
    const survives = believed === undefined ? [] : valueTexts(believed, declared);
    const rule = rules.get(attribute)?.strategy ?? declared.survivorship ?? defaultStrategy;
    return [{ attribute, values: survives, rule, said }];
  });
}

function saidOf<Said extends Member>(
  [attribute, declared]: readonly [string, Attribute],
  winners: readonly number[],
  members: readonly Said[],
): SaidValue<Said>[] {
  const said = members.flatMap((member): SaidValue<Said>[] => {
    const value = member.values[attribute];
    if (value === undefined) return [];
    return [
      {
        values: valueTexts(value, declared),
        survives: winners.includes(member.versionId),
        sourceRecord: member,
      },
    ];
  });
  return [...said.filter(({ survives }) => survives), ...said.filter(({ survives }) => !survives)];
}
