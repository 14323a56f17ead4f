import type { Operation } from './operation.js';

/** Why there is no data. Failures are values: a screen must say what it does with them. */
export type Failure =
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  | { readonly kind: 'unreachable'; readonly message: string };

export type Answer<Data> =
  | { readonly kind: 'data'; readonly data: Data }
  | { readonly kind: 'unauthenticated' }
  | { readonly kind: 'aborted' }
  | Failure;

const patienceMs = 20_000;

const unreachable = {
  kind: 'unreachable',
  message: 'The hub does not answer. Check the connection and whether it is running, then try again.',
} as const;

/** Asks the hub one question with a key. An act with an idempotency key is carried out once, however often it is sent. */
export async function ask<Data, Variables>(
  key: string,
  { document }: Operation<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
  idempotencyKey?: string,
): Promise<Answer<Data>> {
  const sent = await send(key, '/graphql', signal, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
    },
    body: JSON.stringify({ query: document, variables }),
  });
  if (sent.kind !== 'response') return sent;
  const body = await bodyOf<Data>(sent.response);
  if (signal?.aborted) return { kind: 'aborted' };
  if (!body) return unreadable(sent.response.status);
  return judge(body, sent.response.status);
}

/** Fetches a file, which a plain link could not do: it would carry no key. */
export async function fetchFile(key: string, path: string): Promise<Answer<Blob>> {
  const sent = await send(key, path, undefined, {});
  if (sent.kind !== 'response') return sent;
  if (!sent.response.ok) return unreadable(sent.response.status);
  try {
    return { kind: 'data', data: await sent.response.blob() };
  } catch {
    return unreachable;
  }
}

type Sent =
  | { readonly kind: 'response'; readonly response: Response }
  | Exclude<Answer<never>, { kind: 'data' }>;

async function send(
  key: string,
  path: string,
  signal: AbortSignal | undefined,
  init: RequestInit,
): Promise<Sent> {
  // A header cannot carry other characters, and no key holds any.
  if (!/^[\x21-\x7e]+$/.test(key)) return { kind: 'unauthenticated' };
  const patience = AbortSignal.timeout(patienceMs);
  try {
    const response = await fetch(path, {
      ...init,
      headers: { ...init.headers, authorization: `Bearer ${key}` },
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
    });
    return response.status === 401 ? { kind: 'unauthenticated' } : { kind: 'response', response };
  } catch {
    return signal?.aborted ? { kind: 'aborted' } : unreachable;
  }
}

interface Body<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly GraphQLError[];
}

interface GraphQLError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string };
}

async function bodyOf<Data>(response: Response): Promise<Body<Data> | undefined> {
  try {
    return (await response.json()) as Body<Data>;
  } catch {
    return undefined;
  }
}

function judge<Data>({ data, errors }: Body<Data>, status: number): Answer<Data> {
  const error = errors?.find((each) => !data || !isFieldKeptBack(each));
  if (error) {
    const code = error.extensions?.code ?? 'INTERNAL_SERVER_ERROR';
    return code === 'UNAUTHENTICATED'
      ? { kind: 'unauthenticated' }
      : { kind: 'refused', code, message: error.message };
  }
  return data ? { kind: 'data', data } : unreadable(status);
}

/** A field within the answer that the key may not see: it is null, and the rest of the answer stands. */
function isFieldKeptBack({ path = [], extensions }: GraphQLError): boolean {
  return extensions?.code === 'FORBIDDEN' && path.length > 1;
}

function unreadable(status: number): Failure {
  return {
    kind: 'refused',
    code: `HTTP_${status}`,
    message: `The hub gave an answer this page cannot read (HTTP ${status}).`,
  };
}
