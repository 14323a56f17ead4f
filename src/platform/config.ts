import { z } from 'zod';
import { isTimeZone } from './time-zone.js';

/** What one environment variable means: the row that `docs/configuration.md` prints. */
export interface Setting {
  readonly name: string;
  readonly meaning: string;
  readonly default: string;
  readonly secret: boolean;
}

const text = z.string().min(1);
const url = (protocols: RegExp, example: string) =>
  text.refine((value) => URL.canParse(value) && protocols.test(value), `must look like ${example}`);

const secretsForm =
  'must be a list like erp=SECRET,ehr=SECRET, each secret at least 16 characters without blanks or commas';

const variables = {
  PORT: z.coerce
    .number('must be a number from 0 to 65535')
    .int('must be a whole number')
    .min(0, 'must be a number from 0 to 65535')
    .max(65535, 'must be a number from 0 to 65535')
    .default(4000)
    .describe('Port of the API and the web app.'),
  HOST: text.default('127.0.0.1').describe('Address to listen on; open it to others only behind TLS.'),
  DATABASE_URL: url(/^postgres(ql)?:\/\//, 'postgres://user:password@host:5432/database')
    .optional()
    .describe('PostgreSQL 15 or newer, as the role that runs. Without it Concord starts its own server.'),
  DATABASE_MIGRATE_URL: url(/^postgres(ql)?:\/\//, 'postgres://user:password@host:5432/database')
    .optional()
    .describe('The same database as the role that owns the tables. Needed with DATABASE_URL to migrate.'),
  REDIS_URL: url(/^rediss?:\/\//, 'redis://host:6379')
    .optional()
    .describe('Puts the job queues on Redis instead of PostgreSQL, for many workers.'),
  CONCORD_DATA: text.default('.concord').describe('Folder of the embedded database and the first key.'),
  CONCORD_ADMIN_KEY: text
    .optional()
    .describe('API key of the first administrator; generated and kept in the data folder if absent.'),
  CONCORD_SAMPLE_DATA: z
    .enum(['true', 'false'], 'must be true or false')
    .default('true')
    .describe('Whether `npm start` loads the sample data into an empty hub.'),
  CONCORD_TIME_ZONE: text
    .default('UTC')
    .refine(isTimeZone, 'must be an IANA time zone such as America/New_York')
    .describe('The hub’s own time zone (IANA name): decides which calendar day “today” is.'),
  CONCORD_SIGNING_SECRETS: z
    .string()
    .optional()
    .refine((text) => readSecrets(text) !== undefined, secretsForm)
    .transform((text) => readSecrets(text) ?? {})
    .describe(
      'Secrets with which source systems sign what they send to `POST /records/:source`, as `erp=SECRET,ehr=SECRET`.',
    ),
  CONCORD_SMTP_URL: url(/^smtps?:\/\//, 'smtp://user:password@mail.example:587')
    .optional()
    .describe('Mail server for notices to stewards; without it none are sent.'),
  CONCORD_MAIL_FROM: z
    .string()
    .regex(/^[^\s@<>,;]+@[^\s@<>,;]+$/, 'must be a mail address')
    .default('concord@localhost')
    .describe('Sender of notices.'),
  CONCORD_ADDRESS: url(/^https?:\/\//, 'https://concord.example')
    .optional()
    .describe('Where people reach the web app, for links in notices; `http://HOST:PORT` unless said.'),
  CONCORD_IDEMPOTENCY_HOURS: z.coerce
    .number('must be a number of hours')
    .int()
    .min(1, 'must be at least 1 hour')
    .default(24)
    .describe('How long the outcome of a mutation with an `Idempotency-Key` is kept, in hours.'),
  CONCORD_JOURNAL_MIB: z.coerce
    .number('must be a number of MiB')
    .int()
    .min(1, 'must be at least 1 MiB')
    .default(64)
    .describe(
      'Room for misses on disk (`CONCORD_DATA/journal`) while the database is away, in MiB; beyond it they are refused.',
    ),
  CONCORD_MAX_UPLOAD_MIB: z.coerce
    .number('must be a number of MiB')
    .int()
    .min(1, 'must be at least 1 MiB')
    .default(2048)
    .describe('Largest file `POST /imports/:profile` takes, in MiB.'),
};

const secrets = new Set([
  'DATABASE_URL',
  'DATABASE_MIGRATE_URL',
  'REDIS_URL',
  'CONCORD_ADMIN_KEY',
  'CONCORD_SIGNING_SECRETS',
  'CONCORD_SMTP_URL',
]);
const schema = z.object(variables);

export type Config = Readonly<z.infer<typeof schema>>;
export type LoadedConfig = { kind: 'loaded'; config: Config } | { kind: 'bad'; problems: string[] };

/** Source system → secret; undefined if the text is not of its form. */
function readSecrets(text: string | undefined): Readonly<Record<string, string>> | undefined {
  const secrets: Record<string, string> = {};
  for (const pair of text?.split(',') ?? []) {
    const [, source, secret] = /^\s*([a-z][a-z0-9-]{0,62})=(\S{16,})\s*$/.exec(pair) ?? [];
    if (source === undefined || secret === undefined) return undefined;
    secrets[source] = secret;
  }
  return secrets;
}

/** Reads the configuration from the environment once; every problem is listed, values are never echoed. */
export function loadConfig(env: Record<string, string | undefined> = process.env): LoadedConfig {
  const given = Object.fromEntries(Object.keys(variables).map((name) => [name, env[name] || undefined]));
  const parsed = schema.safeParse(given);
  if (!parsed.success) return { kind: 'bad', problems: parsed.error.issues.map(sentence) };
  return { kind: 'loaded', config: Object.freeze(parsed.data) };
}

function sentence(issue: { path: PropertyKey[]; message: string }): string {
  return `${issue.path.join('.')} ${issue.message}.`;
}

/** The environment of a child process: this process’s own, with the resolved settings laid over it. */
export function childEnvironment(settings: Record<string, string | undefined>): Record<string, string> {
  const merged = { ...process.env, ...settings };
  return Object.fromEntries(
    Object.entries(merged).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}

/** Every setting with its meaning and default, for the generated reference. */
export function settings(): Setting[] {
  return Object.entries(variables).map(([name, variable]) => ({
    name,
    meaning: variable.description ?? '',
    default: defaultOf(variable),
    secret: secrets.has(name),
  }));
}

function defaultOf(variable: z.ZodType): string {
  const result = variable.safeParse(undefined);
  return result.success && result.data !== undefined && typeof result.data !== 'object'
    ? String(result.data)
    : '';
}
