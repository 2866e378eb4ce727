/**
 * The one reader of the environment. Everything else gets the frozen {@link Config}; Biome refuses
 * `process.env` in any other file. All problems are reported at once, each with its way out.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

type RawEnvironment = Readonly<Record<string, string | undefined>>;

/** Settings that may hold a password; `NAME_FILE` names a file to read them from (Docker secrets). */
const SECRET_NAMES = ['DATABASE_URL', 'REDIS_URL', 'SMTP_URL', 'SMS_GATEWAY_URL', 'SESSION_SECRET'] as const;

const url = (protocols: readonly string[], example: string) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `is not a ${protocols.join(' or ')}// address; write it like ${example}`,
  });

const portNumber = z.coerce
  .number({ error: 'is not a number; give a port between 0 (any free port) and 65535' })
  .int({ error: 'is not a whole number; give a port between 0 (any free port) and 65535' })
  .min(0, { error: 'is below 0; give a port between 0 (any free port) and 65535' })
  .max(65_535, { error: 'is above 65535; give a port between 0 (any free port) and 65535' });
const port = (fallback: number) => portNumber.default(fallback);

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const Environment = z
  .object({
    DATABASE_URL: url(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/database').optional(),
    TEMPORAL_ADDRESS: z
      .string()
      .regex(/^[^\s/:]+:\d{1,5}$/, {
        error: 'is not HOST:PORT; write it like temporal.example:7233, without http://',
      })
      .optional(),
    TEMPORAL_NAMESPACE: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]+$/, {
        error: 'is not a namespace name; use letters, digits, dots, dashes and underscores',
      })
      .default('default'),
    REDIS_URL: url(['redis:', 'rediss:'], 'redis://:password@host:6379').optional(),
    SMTP_URL: url(['smtp:', 'smtps:'], 'smtp://user:password@host:587').optional(),
    MAIL_FROM: z
      .string()
      .regex(/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/, {
        error: 'is not a sender address; write it like 交通运输局 <notice@example.gov.cn>',
      })
      .default('双随机抽查系统 <notice@inspection.invalid>'),
    SMS_GATEWAY_URL: url(['http:', 'https:'], 'https://sms.example.cn/send').optional(),
    /** JSON file with every provider of mails and SMS; takes the place of SMTP_URL and SMS_GATEWAY_URL. */
    PROVIDERS_FILE: z.string().optional(),
    API_HOST: z.string().default('127.0.0.1'),
    API_PORT: port(8080),
    METRICS_HOST: z.string().default('127.0.0.1'),
    METRICS_PORT: port(9464),
    /** An SMTP listener for the bounce address, in the notifier; none where the port is not set. */
    BOUNCE_HOST: z.string().default('127.0.0.1'),
    BOUNCE_PORT: portNumber.optional(),
    /** Where SMS providers push their receipts to, in the notifier; none are taken where the port is not set. */
    RECEIPTS_HOST: z.string().default('127.0.0.1'),
    RECEIPTS_PORT: portNumber.optional(),
    /** ClamAV's clamd over TCP: judges what is uploaded; without it files are marked 未扫描. */
    CLAMD_ADDRESS: z
      .string()
      .regex(/^\S+:\d{1,5}$/, { error: 'is not HOST:PORT; write it like clamd.example:3310' })
      .optional(),
    LOG_LEVEL: z
      .enum(LOG_LEVELS, { error: `is not a log level; use one of ${LOG_LEVELS.join(', ')}` })
      .default('info'),
    DATA_DIR: z.string().default('.data'),
    /** Pages of a local inbox and SMS gateway: links for whoever is signed in. */
    MAIL_PAGE_URL: url(['http:', 'https:'], 'http://127.0.0.1:8025').optional(),
    SMS_PAGE_URL: url(['http:', 'https:'], 'http://127.0.0.1:8026').optional(),
    /** The API may start rehearsals on this machine, in processes of its own (npm start sets it). */
    REHEARSAL_RUNNER: z.literal('1', { error: 'is not 1; set it to 1, or not at all' }).optional(),
    REHEARSAL_VIEW: z.literal('1', { error: 'is not 1; set it to 1, or not at all' }).optional(),
    PUBLIC_BASE_URL: url(['http:', 'https:'], 'https://inspection.example.gov.cn').optional(),
    /** Addresses or networks of the reverse proxies before the API; whose word on the caller's address is taken. */
    TRUSTED_PROXIES: z
      .string()
      .regex(/^[0-9a-fA-F.:/]+(\s*,\s*[0-9a-fA-F.:/]+)*$/, {
        error: 'is not a list of addresses; write it like 127.0.0.1, 10.0.0.0/8',
      })
      .optional(),
    /** JSON file: client secret of each authority's identity provider, by the authority's id. */
    IDENTITY_SECRETS_FILE: z.string().optional(),
    SESSION_SECRET: z
      .string()
      .min(32, {
        error: 'is shorter than 32 characters; make one with: openssl rand -base64 48',
      })
      .optional(),
  })
  .transform((raw) => ({
    databaseUrl: raw.DATABASE_URL,
    temporalAddress: raw.TEMPORAL_ADDRESS,
    temporalNamespace: raw.TEMPORAL_NAMESPACE,
    redisUrl: raw.REDIS_URL,
    smtpUrl: raw.SMTP_URL,
    mailFrom: raw.MAIL_FROM,
    smsGatewayUrl: raw.SMS_GATEWAY_URL,
    providersFile: raw.PROVIDERS_FILE,
    apiHost: raw.API_HOST,
    apiPort: raw.API_PORT,
    metricsHost: raw.METRICS_HOST,
    metricsPort: raw.METRICS_PORT,
    bounceHost: raw.BOUNCE_HOST,
    bouncePort: raw.BOUNCE_PORT,
    receiptsHost: raw.RECEIPTS_HOST,
    receiptsPort: raw.RECEIPTS_PORT,
    clamdAddress: raw.CLAMD_ADDRESS,
    logLevel: raw.LOG_LEVEL,
    dataDir: raw.DATA_DIR,
    mailPageUrl: raw.MAIL_PAGE_URL,
    smsPageUrl: raw.SMS_PAGE_URL,
    rehearsalRunner: raw.REHEARSAL_RUNNER === '1',
    /** Shows a rehearsal's database after its end, as it was on its last day; nothing can be changed. */
    rehearsalView: raw.REHEARSAL_VIEW === '1',
    /** Where people reach the system: the base of every link in a notice, without a slash at its end. */
    publicBaseUrl: (raw.PUBLIC_BASE_URL ?? `http://${raw.API_HOST}:${raw.API_PORT}`).replace(/\/+$/, ''),
    sessionSecret: raw.SESSION_SECRET,
    identitySecretsFile: raw.IDENTITY_SECRETS_FILE,
    trustedProxies: raw.TRUSTED_PROXIES?.split(',').map((address) => address.trim()),
  }));

/** What the process was told by its environment; what is undefined is switched off or embedded. */
export type Config = Readonly<z.output<typeof Environment>>;

/** Every problem of the environment at once, one line each: `NAME is wrong because …; do …`. */
export class EnvironmentError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `The environment has ${problems.length} problem(s):\n${problems.map((p) => `  - ${p}`).join('\n')}`,
    );
    this.name = 'EnvironmentError';
    this.problems = problems;
  }
}

/** An empty variable counts as not set: compose files write `NAME: ${NAME:-}`. */
const set = (value: string | undefined): string | undefined => (value?.trim() ? value.trim() : undefined);

function readSecretFiles(raw: RawEnvironment, problems: string[]): Record<string, string> {
  const secrets: Record<string, string> = {};
  for (const name of SECRET_NAMES) {
    const file = set(raw[`${name}_FILE`]);
    if (file === undefined) continue;
    if (set(raw[name]) !== undefined) {
      problems.push(`${name} and ${name}_FILE are both set; keep one of them`);
      continue;
    }
    try {
      const text = readFileSync(file, 'utf8').trim();
      if (text === '') problems.push(`${name}_FILE names ${file}, which is empty; write the secret into it`);
      else secrets[name] = text;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      problems.push(
        `${name}_FILE names ${file}, which cannot be read (${reason}); mend the path or its rights`,
      );
    }
  }
  return secrets;
}

/**
 * Reads and checks the environment.
 * @throws {EnvironmentError} with every problem found.
 */
export function loadConfig(raw: RawEnvironment = process.env): Config {
  const problems: string[] = [];
  const secrets = readSecretFiles(raw, problems);
  const given = Object.fromEntries(
    Object.keys(Environment.in.shape).map((name) => [name, secrets[name] ?? set(raw[name])]),
  );
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) problems.push(`${issue.path.join('.')} ${issue.message}`);
  }
  if (!parsed.success || problems.length > 0) throw new EnvironmentError(problems);
  return Object.freeze(parsed.data);
}

/** Our own environment plus `extra`, for a child process; a variable set to undefined is taken away. */
export function childEnvironment(extra: RawEnvironment = {}): NodeJS.ProcessEnv {
  return { ...process.env, ...extra };
}

/** What `npm test` hands to the test files. */
export interface TestEnvironment {
  /** Database `postgres` of the run's own server; an account that may create databases. */
  readonly postgresUrl: string;
  /** HOST:PORT of the real Temporal server of the run; only the live suite has one. */
  readonly temporalAddress: string | undefined;
  /** True where a continuous-integration service runs us. */
  readonly ci: boolean;
}

/** @throws where a test file was started without the runner. */
export function loadTestEnvironment(raw: RawEnvironment = process.env): TestEnvironment {
  const postgresUrl = set(raw['TEST_POSTGRES_URL']);
  if (postgresUrl === undefined) {
    throw new EnvironmentError([
      'TEST_POSTGRES_URL is not set; start tests that need PostgreSQL with: npm test -- <file>',
    ]);
  }
  return {
    postgresUrl,
    temporalAddress: set(raw['TEST_TEMPORAL_ADDRESS']),
    ci: set(raw['CI']) !== undefined,
  };
}
