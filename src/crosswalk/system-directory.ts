import type { ContextKey } from './context/context-key.js';
import { goldenKey, goldenSystemId } from './golden-system.js';
import type { IssuerForm } from './issuer.js';
import type { NormalForm } from './normal-form.js';
import { type PairPolicy, type Policy, unsaid } from './policy.js';

/** A code system as `resolve` needs it. */
export interface System extends NormalForm, IssuerForm {
  readonly id: number;
  readonly key: string;
  readonly title: string;
  /** Key of the source system whose numbering it is. */
  readonly source: string | null;
  /** What its codes name; null where it carries several domains. */
  readonly domain: string | null;
}

/** The golden records, where a question names them like a code system: their codes are golden ids. */
export const goldenSystem: System = {
  id: goldenSystemId,
  key: goldenKey,
  title: 'Golden records',
  source: null,
  domain: null,
  issuerScoped: false,
  issuerForm: null,
  format: null,
  foldCase: false,
  stripLeadingZeros: false,
};

/** The code systems, what each pair of them allows, and the context keys, with all their revisions. Small, so read whole
 *  and replaced whole. */
export class SystemDirectory {
  readonly #byKey: ReadonlyMap<string, System>;
  readonly #byId: ReadonlyMap<number, System>;
  readonly #policies = new Map<string, PairPolicy[]>();
  readonly #contextKeys: ReadonlyMap<string, ContextKey>;

  constructor(
    systems: readonly System[],
    policies: readonly PairPolicy[],
    contextKeys: readonly ContextKey[] = [],
  ) {
    this.#byKey = new Map(systems.map((system) => [system.key, system]));
    this.#byId = new Map(systems.map((system) => [system.id, system]));
    for (const policy of policies) {
      const pair = `${policy.from}>${policy.to}`;
      this.#policies.set(pair, [...(this.#policies.get(pair) ?? []), policy]);
    }
    this.#contextKeys = new Map(contextKeys.map((contextKey) => [contextKey.key, contextKey]));
  }

  system(key: string): System | undefined {
    return this.#byKey.get(key);
  }

  systemOf(id: number): System | undefined {
    return id === goldenSystemId ? goldenSystem : this.#byId.get(id);
  }

  keyOf(id: number): string {
    const system = this.systemOf(id);
    if (!system) throw new Error(`code system ${id} is not in the directory`);
    return system.key;
  }

  contextKey(key: string, pin: number): ContextKey | undefined {
    const found = this.#contextKeys.get(key);
    return found && found.since <= pin ? found : undefined;
  }

  contextKeyOf(id: number): ContextKey | undefined {
    return [...this.#contextKeys.values()].find((contextKey) => contextKey.id === id);
  }

  contextKeys(pin: number): readonly ContextKey[] {
    return [...this.#contextKeys.values()].filter(({ since }) => since <= pin);
  }

  /** What a question between two systems means and leads to, as known at a revision. */
  policy(from: System, to: System, pin: number): Policy {
    const policies = this.#policies.get(`${from.id}>${to.id}`);
    return policies?.find(({ known }) => known.from <= pin && pin < known.to) ?? unsaid;
  }
}
