import canonicalize from 'canonicalize';
import type { Transaction } from 'kysely';
import type { Instant } from '../domain/calendar/dates.ts';
import { Refusal } from '../domain/failure/failures.ts';
import { type AuthoritySettings, completeSettings, DEFAULT_SETTINGS } from '../domain/settings/settings.ts';
import { type Doing, jsonb, type Reader } from './actor.ts';
import { appendAudit } from './audit/append-audit.ts';
import type { Database } from './connect.ts';

export interface NewAuthority {
  /** Short, lowercase, stable: it is part of every workflow id. */
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
  /** 行政区划代码, six digits. */
  readonly regionCode: string;
  readonly settings?: AuthoritySettings;
}

export interface VersionedSettings {
  readonly settings: AuthoritySettings;
  readonly version: number;
}

/** Creates an authority (局) with its settings. @throws Refusal WrongState where the id is taken. */
export const createAuthority = async (
  trx: Transaction<Database>,
  { settings = DEFAULT_SETTINGS, ...authority }: NewAuthority,
  doing: Doing,
): Promise<void> => {
  const created = await trx
    .insertInto('authority')
    .values({ ...authority, settings: jsonb(settings) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (created === undefined) throw new Refusal('WrongState', `实施主体编号“${authority.id}”已被使用。`, 'id');
  await appendAudit(trx, {
    ...doing,
    authorityId: authority.id,
    action: 'authority.create',
    subjectKind: 'authority',
    subjectId: authority.id,
    data: { ...authority, settings },
  });
};

/** One decision about what belongs to an authority as a whole at a time, until the transaction ends. */
export const lockAuthority = async (trx: Transaction<Database>, authorityId: string): Promise<void> => {
  await trx.selectFrom('authority').select('id').where('id', '=', authorityId).forUpdate().execute();
};

/** @throws Refusal NotFound */
export const getAuthority = (db: Reader, authorityId: string) =>
  db
    .selectFrom('authority')
    .select(['id', 'name', 'shortName', 'regionCode', 'settingsVersion', 'createdAt'])
    .where('id', '=', authorityId)
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有实施主体“${authorityId}”。`));

/** Whether its registers were made by the generator (合成数据): nothing of them is real, and every page says so. */
export const isSynthetic = async (db: Reader, authorityId: string): Promise<boolean> => {
  const marked = await db
    .selectFrom('auditEvent')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where('subjectKind', '=', 'authority')
    .where('subjectId', '=', authorityId)
    .where('action', '=', 'authority.synthetic')
    .limit(1)
    .executeTakeFirst();
  return marked !== undefined;
};

export const listAuthorities = (db: Reader) =>
  db.selectFrom('authority').select(['id', 'name', 'shortName', 'regionCode']).orderBy('id').execute();

/** @throws Refusal NotFound */
export const loadSettings = async (db: Reader, authorityId: string): Promise<VersionedSettings> => {
  const row = await db
    .selectFrom('authority')
    .select(['settings', 'settingsVersion'])
    .where('id', '=', authorityId)
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有实施主体“${authorityId}”。`));
  // Written only here, from the same type.
  return {
    settings: completeSettings(row.settings as unknown as Partial<AuthoritySettings>),
    version: row.settingsVersion,
  };
};

/** New hours hold for what waits already: its own are over, and the relay gives it the next by the new settings. */
const closeWindows = async (trx: Transaction<Database>, authorityId: string, at: Instant): Promise<void> => {
  await trx
    .updateTable('message')
    .set({ sendBefore: at })
    .where('authorityId', '=', authorityId)
    .where('state', 'in', ['created', 'deferred'])
    .where('digestId', 'is', null)
    .execute();
};

/**
 * Replaces the settings (R279); the audit event keeps what they were. Settings that stay the same keep their version.
 *
 * @param expectedVersion the version the person had before them
 * @returns the version now in force
 * @throws Refusal WrongState where somebody else was quicker
 */
export const changeSettings = async (
  trx: Transaction<Database>,
  authorityId: string,
  change: {
    readonly settings: AuthoritySettings;
    readonly expectedVersion: number;
    /** Why; kept with the event. */
    readonly reason?: string;
  },
  doing: Doing,
): Promise<number> => {
  await lockAuthority(trx, authorityId);
  const before = await loadSettings(trx, authorityId);
  if (canonicalize(before.settings) === canonicalize(change.settings)) return before.version;
  if (before.version !== change.expectedVersion) {
    throw new Refusal(
      'WrongState',
      `设置已被他人改为第 ${before.version} 版，请刷新后再改。`,
      'expectedVersion',
    );
  }
  const version = before.version + 1;
  await trx
    .updateTable('authority')
    .set({ settings: jsonb(change.settings), settingsVersion: version })
    .where('id', '=', authorityId)
    .execute();
  const [were, are] = [before.settings, change.settings].map(({ messages }) =>
    canonicalize(messages.windows),
  );
  if (were !== are) await closeWindows(trx, authorityId, doing.at);
  await appendAudit(trx, {
    ...doing,
    authorityId,
    action: 'authority.settings',
    subjectKind: 'authority',
    subjectId: authorityId,
    data: {
      ...{ version, before: before.settings, after: change.settings },
      ...(change.reason === undefined ? {} : { reason: change.reason }),
    },
  });
  return version;
};
