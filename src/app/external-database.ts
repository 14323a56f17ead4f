import postgres from 'postgres';

/** One sentence why the server behind a URL of the configuration cannot be used, or null. Never shows the URL,
 *  which holds a password. */
export async function problemWith(variable: string, url: string): Promise<string | null> {
  const place = placeOf(url);
  if (!place) return `${variable} is not an address like postgres://user:password@host:5432/database.`;
  const sql = postgres(url, { max: 1, connect_timeout: 10, fetch_types: false, onnotice: () => {} });
  try {
    const [row] = await sql<Array<{ version: string; encoding: string }>>`
      select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding`;
    return row ? unfit(variable, place, row) : null;
  } catch (error) {
    return `${variable}: the database at ${place} cannot be reached (${reason(error)}).`;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function placeOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host, pathname } = new URL(url);
  return /^postgres(ql)?:$/.test(protocol) ? `${host}${pathname}` : null;
}

function unfit(variable: string, place: string, row: { version: string; encoding: string }): string | null {
  const major = Math.floor(Number(row.version) / 10_000);
  if (major < 15)
    return `${variable}: the server at ${place} is PostgreSQL ${major}; Concord needs 15 or newer.`;
  if (row.encoding === 'UTF8') return null;
  return `${variable}: the database at ${place} is encoded in ${row.encoding}; Concord needs UTF8.`;
}

/** What the server said, which names a role or a database at most; of other errors the code only. */
function reason(error: unknown): string {
  if (error instanceof postgres.PostgresError) return error.message;
  return (error as NodeJS.ErrnoException).code ?? 'no answer';
}
