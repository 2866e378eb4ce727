import { sql } from 'kysely';
import { createSmtpProvider } from '../../../notify/providers/email/smtp.ts';
import type { ConfiguredProvider } from '../../../notify/providers/providers-file.ts';
import { providersOfUrls } from '../../../notify/providers/providers-of-urls.ts';
import type { Stage } from './stage.ts';

/** Two SMTP servers that share the mails by weight, beside the stage's SMS gateway. */
export const twoServers = (
  stage: Stage,
  addresses: { readonly a: string; readonly b: string },
  settings: Partial<Pick<ConfiguredProvider, 'restingWeight' | 'ratePerSecond' | 'concurrency'>> = {},
): ConfiguredProvider[] => {
  const [, gateway] = providersOfUrls({ smtpUrl: addresses.a, smsUrl: stage.sms.smsUrl });
  const server = (id: 'a' | 'b'): ConfiguredProvider => ({
    ...{ id: `smtp-${id}`, kind: 'smtp', channel: 'email', restingWeight: 50 },
    ...{ ratePerSecond: null, concurrency: 10 },
    ...settings,
    open: ({ from }) => createSmtpProvider({ id: `smtp-${id}`, url: addresses[id], from, timeoutMs: 20_000 }),
  });
  return [server('a'), server('b'), ...(gateway === undefined ? [] : [gateway])];
};

export interface Change {
  readonly provider: string | null;
  readonly kind: string;
  readonly before: { readonly weight?: number } | null;
  readonly after: { readonly weight?: number } | null;
  readonly reason: string;
  readonly actor: string;
  readonly at: string;
}

/** What was written down of providers since so many changes before. */
export const changesSince = async ({ db }: Stage, known: number): Promise<Change[]> => {
  const { rows } = await sql<Change>`
    select provider, kind, before, after, reason, actor, at from delivery_change order by id offset ${known}`.execute(
    db,
  );
  return rows;
};

export const countChanges = async (stage: Stage): Promise<number> => (await changesSince(stage, 0)).length;

/** Attempts by provider. */
export const attemptsBy = async ({ db }: Stage): Promise<Record<string, number>> => {
  const rows = await db
    .selectFrom('messageAttempt')
    .select(({ fn }) => ['provider', fn.countAll<number>().as('count')])
    .groupBy('provider')
    .execute();
  return Object.fromEntries(rows.map(({ provider, count }) => [provider, count]));
};
