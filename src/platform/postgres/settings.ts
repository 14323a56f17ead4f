/** Written into postgresql.conf when the database is made, so that an administrator can change them there or
 *  with ALTER SYSTEM. */
const initial: Record<string, string> = {
  shared_buffers: '256MB',
  max_connections: '100',
  // Compiling a plan costs more than the hub's short statements take.
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/** Given at every start, and so stronger than postgresql.conf. */
const always: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  // No socket: a folder for it that every account may enter would be one more thing to find.
  unix_socket_directories: '',
  // The log may hold no input value: no statements, and no "Key (code)=(...) already exists".
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

/** For tests: a power cut may lose everything. */
const careless: Record<string, string> = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

export function initSettings(): string[] {
  return Object.entries(initial).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
}

/** One string, since pg_ctl hands it to a shell; no value may hold a space or a quote. */
export function startSettings(port: number, clusterName: string, durable: boolean): string {
  const settings = { ...always, port: String(port), cluster_name: clusterName, ...(durable ? {} : careless) };
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
}
