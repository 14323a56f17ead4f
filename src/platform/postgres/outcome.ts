/** What can be expected to go wrong with the embedded server. `sentence` is written for the person at the
 *  terminal and never holds a password. */
export interface ClusterFailure {
  kind:
    | 'no-binaries'
    | 'folder-unusable'
    | 'folder-in-use'
    | 'other-version'
    | 'password-lost'
    | 'port-in-use'
    | 'did-not-start';
  sentence: string;
}

export type ClusterFailureKind = ClusterFailure['kind'];

export function failure(kind: ClusterFailureKind, sentence: string): ClusterFailure {
  return { kind, sentence };
}

/** Steps deep inside a start fail with this; `startCluster` turns it into the value at its edge. */
export class ClusterRefusal extends Error {
  override readonly name = 'ClusterRefusal' as const;

  constructor(readonly failure: ClusterFailure) {
    super(failure.sentence);
  }
}

export function refuse(kind: ClusterFailureKind, sentence: string): never {
  throw new ClusterRefusal(failure(kind, sentence));
}
