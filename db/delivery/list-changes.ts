import type { Reader } from '../actor.ts';

const SHOWN = ['id', 'at', 'channel', 'provider', 'kind', 'before', 'after', 'reason', 'actor'] as const;

/** The record of changes of providers and channels (变更记录), newest first. */
export const listChanges = (db: Reader, limit: number) =>
  db.selectFrom('deliveryChange').select(SHOWN).orderBy('id', 'desc').limit(limit).execute();

/** Whole channels that are paused. */
export const listChannels = (db: Reader) =>
  db.selectFrom('deliveryChannel').select(['channel', 'paused']).orderBy('channel').execute();
