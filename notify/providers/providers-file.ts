import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import type { NumberLimit } from '../../domain/notice/number-limits.ts';
import type { House } from './kind.ts';
import { KINDS } from './kinds.ts';
import type { EmailProvider, SmsProvider } from './provider.ts';
import { Secret } from './secret.ts';

/** One entry of the providers file, checked; its connections are made later. */
export interface ConfiguredProvider {
  readonly id: string;
  readonly kind: string;
  readonly channel: 'email' | 'sms';
  /** Share of the channel's messages in quiet times, 0 (only when others fail) to 100. */
  readonly restingWeight: number;
  /** Messages a second over all processes together; null: as fast as it goes. */
  readonly ratePerSecond: number | null;
  /** Calls in hand at once, per process. */
  readonly concurrency: number;
  /** What one number may get through it (流控); without them as much as comes. */
  readonly numberLimits?: readonly NumberLimit[] | undefined;
  open(house: House): EmailProvider | SmsProvider;
}

export const DEFAULT_CONCURRENCY = 10;
const MOST_CONCURRENCY = 200;
/** A day: nobody counts further back. */
const LONGEST_LIMIT_SECONDS = 86_400;

const Entry = z.looseObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/, {
    error: 'is not a name of 2 to 31 small letters, digits and dashes',
  }),
  channel: z.enum(['email', 'sms'], { error: 'is not a channel; use email or sms' }),
  kind: z.enum(KINDS.map(({ kind }) => kind) as [string, ...string[]], {
    error: `is not a kind; use one of ${KINDS.map(({ kind }) => kind).join(', ')}`,
  }),
  restingWeight: z.number().int().min(0).max(100),
  ratePerSecond: z.number().positive().max(10_000).optional(),
  concurrency: z.number().int().min(1).max(MOST_CONCURRENCY).default(DEFAULT_CONCURRENCY),
  numberLimits: z
    .array(
      z.strictObject({
        messages: z.number().int().min(1),
        withinSeconds: z.number().int().min(1).max(LONGEST_LIMIT_SECONDS),
        sameNotice: z.boolean().default(false),
      }),
    )
    .optional(),
});

/** Every problem of the file at once, one line each. */
export class ProvidersFileError extends Error {
  readonly problems: readonly string[];

  constructor(file: string, problems: readonly string[]) {
    super(
      `PROVIDERS_FILE ${file} has ${problems.length} problem(s):\n${problems.map((p) => `  - ${p}`).join('\n')}`,
    );
    this.name = 'ProvidersFileError';
    this.problems = problems;
  }
}

/**
 * Reads the installation's providers: a JSON list of `{id, channel, kind, restingWeight, ratePerSecond?, concurrency?,
 * numberLimits?, …the kind's own}`. Secrets are `{"file": "…"}`, relative to the file itself.
 * @throws ProvidersFileError with every problem found
 */
export const readProvidersFile = (file: string): ConfiguredProvider[] => {
  const problems: string[] = [];
  const raw = parsed(file);
  const entries = z
    .array(z.unknown())
    .min(1, 'names no provider')
    .safeParse(withSecrets(raw, dirname(file), problems));
  if (!entries.success) throw new ProvidersFileError(file, issuesOf(entries.error, 'the file'));
  const providers = entries.data.flatMap((entry, index) => {
    const provider = readEntry(entry, `entry ${index + 1}`, problems);
    return provider === null ? [] : [provider];
  });
  for (const [index, { id }] of providers.entries())
    if (providers.findIndex((other) => other.id === id) < index) problems.push(`id ${id} stands there twice`);
  for (const channel of ['email', 'sms'] as const)
    if (!providers.some((provider) => provider.channel === channel))
      problems.push(`no provider carries ${channel}`);
  if (problems.length > 0) throw new ProvidersFileError(file, problems);
  return providers;
};

const parsed = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ProvidersFileError(file, [`it cannot be read as JSON: ${reason}`]);
  }
};

const readEntry = (raw: unknown, where: string, problems: string[]): ConfiguredProvider | null => {
  const entry = Entry.safeParse(raw);
  if (!entry.success) {
    problems.push(...issuesOf(entry.error, where));
    return null;
  }
  const { id, channel, kind, restingWeight, ratePerSecond, concurrency, numberLimits, ...own } = entry.data;
  const found = KINDS.find((candidate) => candidate.kind === kind);
  if (found?.channel !== channel) {
    problems.push(`${where} (${id}): kind ${kind} does not carry ${channel}`);
    return null;
  }
  if (channel === 'email' && numberLimits !== undefined)
    problems.push(`${where} (${id}): numberLimits are for SMS; mail has shaping.domains`);
  try {
    const open = found.read(own);
    return {
      ...{ id, kind, channel, restingWeight, concurrency },
      ratePerSecond: ratePerSecond ?? null,
      numberLimits: numberLimits ?? found.numberLimits ?? [],
      open: (house) => open(id, house),
    };
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    problems.push(...issuesOf(error, `${where} (${id})`));
    return null;
  }
};

/** Names fields, never values: an address or a key may be among them. */
const issuesOf = ({ issues }: z.ZodError, where: string): string[] =>
  issues.map(({ path, message }) => `${where}: ${path.length === 0 ? '' : `${path.join('.')} `}${message}`);

/** Puts a {@link Secret} for each `{"file": "…"}`. */
const withSecrets = (value: unknown, directory: string, problems: string[]): unknown => {
  if (Array.isArray(value)) return value.map((item) => withSecrets(item, directory, problems));
  if (typeof value !== 'object' || value === null) return value;
  const { file, ...more } = value as { file?: unknown };
  if (typeof file !== 'string' || Object.keys(more).length > 0) {
    const entries = Object.entries(value).map(([key, item]) => [key, withSecrets(item, directory, problems)]);
    return Object.fromEntries(entries);
  }
  try {
    const text = readFileSync(resolve(directory, file), 'utf8').trim();
    if (text === '') problems.push(`secret file ${file} is empty`);
    return new Secret(text);
  } catch (error) {
    problems.push(
      `secret file ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
    return new Secret('unreadable');
  }
};
