import postgres from 'postgres';

export const host = '127.0.0.1';

export function urlFor(user: string, password: string, port: number, database: string): string {
  return `postgres://${user}:${encodeURIComponent(password)}@${host}:${port}/${database}`;
}

/** One connection for a few statements of ours. Everything is named, since postgres.js fills gaps from PG* variables. */
export function connectOnce(url: string): postgres.Sql {
  return postgres(url, {
    max: 1,
    ssl: false,
    connect_timeout: 5,
    idle_timeout: 10,
    fetch_types: false,
    onnotice: () => {},
    connection: { application_name: 'concord-setup' },
  });
}

export type Probe =
  | { kind: 'answers'; pgData: string }
  /** Starting up, shutting down or full: a server of this kind, but it cannot say whose. */
  | { kind: 'busy' }
  | { kind: 'wrong-password' }
  | { kind: 'silent' };

/** Asks the server on `port` which data folder it serves. */
export async function probe(port: number, password: string): Promise<Probe> {
  const sql = connectOnce(urlFor('postgres', password, port, 'postgres'));
  try {
    const [row] = await sql<Array<{ data_directory: string }>>`show data_directory`;
    return { kind: 'answers', pgData: row?.data_directory ?? '' };
  } catch (error) {
    return { kind: kindOf((error as { code?: string }).code) };
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function kindOf(code: string | undefined): 'busy' | 'wrong-password' | 'silent' {
  if (code === '57P03' || code === '53300') return 'busy';
  return code === '28P01' ? 'wrong-password' : 'silent';
}
