import { goldenKey, goldenSystemId } from './golden-system.js';
import type { IssuerForm } from './issuer.js';
import type { NormalForm } from './normal-form.js';
import { type CodeRole, defaultOnMiss, defaultPurpose, type OnMiss, type Purpose } from './vocabulary.js';

/** A code system as `resolve` needs it. */
export interface System extends NormalForm, IssuerForm {
  readonly id: number;
  readonly key: string;
  readonly title: string;
  /** Key of the source system whose numbering it is. */
  readonly source: string | null;
}

export interface Policy {
  readonly purpose: Purpose;
  readonly onMiss: OnMiss;
  /** Which of several codes of one record is meant; null: none, all are equal. */
  readonly level: CodeRole | null;
}

export interface PairPolicy extends Policy {
  readonly from: number;
  readonly to: number;
}

const unsaid: Policy = { purpose: defaultPurpose, onMiss: defaultOnMiss, level: null };

/** The golden records, where a question names them like a code system: their codes are golden ids. */
export const goldenSystem: System = {
  id: goldenSystemId,
  key: goldenKey,
  title: 'Golden records',
  source: null,
  issuerScoped: false,
  issuerForm: null,
  format: null,
  foldCase: false,
  stripLeadingZeros: false,
};

/** The code systems and what each pair of them allows, at one revision. Small, so read whole and replaced whole. */
export class SystemDirectory {
  readonly #byKey: ReadonlyMap<string, System>;
  readonly #byId: ReadonlyMap<number, System>;
  readonly #policies: ReadonlyMap<string, PairPolicy>;

  constructor(systems: readonly System[], policies: readonly PairPolicy[]) {
    this.#byKey = new Map(systems.map((system) => [system.key, system]));
    this.#byId = new Map(systems.map((system) => [system.id, system]));
    this.#policies = new Map(policies.map((policy) => [`${policy.from}>${policy.to}`, policy]));
  }

  system(key: string): System | undefined {
    return this.#byKey.get(key);
  }

  keyOf(id: number): string {
    if (id === goldenSystemId) return goldenKey;
    const system = this.#byId.get(id);
    if (!system) throw new Error(`code system ${id} is not in the directory`);
    return system.key;
  }

  /** What a question between two systems means and leads to; a pair without a policy row asks for the same thing and
   *  a miss becomes a task. */
  policy(from: System, to: System): Policy {
    return this.#policies.get(`${from.id}>${to.id}`) ?? unsaid;
  }
}
