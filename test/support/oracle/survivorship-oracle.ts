/** Independent oracle of survivorship: one golden record, in plain loops. */
import type { Value, Values, Winners } from '../../../src/golden-records/attribute.js';

/** A source record of a golden record: whose word it is, when it was said, and what. */
export interface Member {
  readonly versionId: number;
  readonly key: string;
  readonly rank: number;
  /** When it was said, in microseconds since 1970. */
  readonly said: number;
  /** The act that brought its live version; later acts are greater. */
  readonly act: number;
  readonly values: Values;
}

export interface Believed {
  readonly name: string;
  readonly values: Values;
  readonly winners: Winners;
}

export interface DomainRules {
  readonly name: readonly string[];
  readonly unions: ReadonlySet<string>;
}

export function believe(members: readonly Member[], { name, unions }: DomainRules): Believed {
  const values: Record<string, Value> = {};
  const winners: Record<string, number[]> = {};
  for (const attribute of new Set(members.flatMap((member) => Object.keys(member.values)))) {
    const saying = members.filter((member) => attribute in member.values);
    if (unions.has(attribute)) {
      const speaking = saying.filter((member) => (member.values[attribute] as string[]).length > 0);
      if (speaking.length === 0) continue;
      values[attribute] = [
        ...new Set(speaking.flatMap((member) => member.values[attribute] as string[])),
      ].sort();
      winners[attribute] = speaking.map(({ versionId }) => versionId).sort((one, other) => one - other);
      continue;
    }
    let best = saying[0] as Member;
    for (const member of saying) {
      const better =
        member.rank !== best.rank
          ? member.rank < best.rank
          : member.said !== best.said
            ? member.said > best.said
            : member.act !== best.act
              ? member.act > best.act
              : member.versionId < best.versionId;
      if (better) best = member;
    }
    values[attribute] = best.values[attribute] as Value;
    winners[attribute] = [best.versionId];
  }
  const called = name
    .map((attribute) => values[attribute])
    .find((value) => typeof value === 'string' && value !== '');
  const keys = members.map(({ key }) => key).sort();
  return { name: [...String(called ?? keys[0])].slice(0, 255).join(''), values, winners };
}
