/** A code to ask for, as an address carries it. */
export interface CodeAsked {
  readonly system: string;
  readonly issuer: string | undefined;
  readonly code: string;
}

/** Where a code can be asked for: the first page with its form filled in. */
export function codeAddress({
  system,
  issuer,
  code,
}: {
  system: string;
  issuer: string | null;
  code: string;
}): string {
  return `/?${new URLSearchParams({ system, ...(issuer && { issuer }), code })}`;
}

export function readCodeAddress(search: string): CodeAsked | undefined {
  const asked = new URLSearchParams(search);
  const system = asked.get('system');
  const code = asked.get('code');
  return system && code ? { system, issuer: asked.get('issuer') ?? undefined, code } : undefined;
}
