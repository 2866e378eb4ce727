/** Structured logs: one JSON object a line, with the ids of what it is about and never with personal data. */
import { type Logger, pino } from 'pino';

/** What a line may say about its subject: ids only. */
export interface LogContext {
  readonly authority?: string;
  readonly cycle?: string;
  readonly draw?: string;
  readonly task?: string;
  /** An order or a revision of a publication, beside the task that it came of. */
  readonly subject_id?: string;
  readonly command?: string;
  readonly message?: string;
  readonly workflow?: string;
}

export type { Logger };

/** Names of fields that hold personal data or secrets, wherever in an object they turn up. */
const PERSONAL_FIELDS = [
  ...['name', 'personName', 'fullName', 'phone', 'mobile', 'email', 'address', 'idNumber', 'idCard'],
  ...['to', 'from', 'recipient', 'body', 'text', 'html', 'subject'],
  ...['password', 'secret', 'token', 'cookie', 'authorization', 'signature', 'link'],
];
const DEPTHS = ['', '*.', '*.*.'];

const REDACTED_PATHS = DEPTHS.flatMap((depth) => PERSONAL_FIELDS.map((field) => `${depth}${field}`)).concat(
  'req.headers.cookie',
  'req.headers.authorization',
);

export interface LogOptions {
  /** Which process speaks: `worker`, `api`, `notifier`, `cli` … */
  readonly process: string;
  readonly level?: string;
  /** Where lines go; the default is standard output. */
  readonly destination?: { write(line: string): void };
}

/** The log of a process; redaction is part of it and cannot be left out. */
export function createLog({ process, level = 'info', destination }: LogOptions): Logger {
  const options = {
    level,
    base: { process },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: REDACTED_PATHS, censor: '[redacted]' },
    serializers: { err: errorWithoutDetails },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** A log that puts the ids of its subject on every line. */
export const logFor = (log: Logger, context: LogContext): Logger => log.child({ ...context });

/**
 * An error as it may be logged. PostgreSQL quotes whole rows in `detail`, and an HTTP error its request, so
 * nothing but the named fields passes.
 */
function errorWithoutDetails(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code, constraint, table } = error as Error & {
    code?: unknown;
    constraint?: unknown;
    table?: unknown;
  };
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    code,
    constraint,
    table,
    ...(error.cause === undefined ? {} : { cause: errorWithoutDetails(error.cause) }),
  };
}
