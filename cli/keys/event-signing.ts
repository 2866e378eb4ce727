/** What happened after a draw, taken to its signer and brought back signed. The draw's workflow may be over long since. */
import { readFile } from 'node:fs/promises';
import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { publicDrawId, readDrawEvents } from '../../db/draw/draw-events.ts';
import { takeEventSignature } from '../../db/draw/event-signatures.ts';
import { isSecret } from '../../db/draw/secrecy.ts';
import { holderOf } from '../../db/keys/key-log.ts';
import { canonicalJson } from '../../domain/draw/canonical.ts';
import { profileOf } from '../../domain/draw/profile.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { DRAW_EVENT_KINDS, type DrawEvent, drawEventHash, NO_EVENT } from '../../domain/keys/draw-event.ts';
import { systemClock } from '../../runtime/clock.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { parseWords, UsageError } from '../usage-error.ts';
import { DATABASE_OPTIONS, withAuthority } from './with-authority.ts';

const DEFAULT_ALG = 'hkdf-sha256-min-v1';

export const EVENTS_SCHEMA = 'dr-1-events';

/** What its signer reads: every event, and what their hashes are made with. */
export interface EventsFile {
  readonly schema: typeof EVENTS_SCHEMA;
  readonly alg: string;
  readonly draw_id: string;
  readonly events: readonly DrawEvent[];
}

/** @throws Refusal WrongState where nothing happened, or the draw is secret: its events name units */
export const eventsFile = async (
  db: Kysely<Database>,
  authorityId: string,
  drawId: string,
  announcement: unknown,
): Promise<EventsFile> => {
  if (await isSecret(db, authorityId, drawId))
    throw new Refusal('WrongState', `抽取“${drawId}”的名单尚在保密，其后事项在公开后签名。`);
  const events = await readDrawEvents(db, authorityId, drawId);
  if (events.length === 0) throw new Refusal('WrongState', `抽取“${drawId}”没有其后事项。`);
  // A number that was never announced has no profile: its events are hashed with SHA-256.
  const { alg } = (announcement ?? { alg: DEFAULT_ALG }) as { readonly alg: string };
  return { schema: EVENTS_SCHEMA, alg, draw_id: publicDrawId(authorityId, drawId), events };
};

/** The hash of the newest event, computed anew from the first on. @throws Error (Chinese) where the chain is broken */
export const newestHash = ({ events, draw_id, alg }: EventsFile): string => {
  let prev = NO_EVENT;
  for (const [index, event] of events.entries()) {
    const isNext = event.no === index + 1 && event.prev === prev;
    if (!isNext || drawEventHash(draw_id, event, profileOf(alg)) !== event.hash)
      throw new Error(`其后事项第${index + 1}项与前一项不相衔接或被改动过，不能签名。`);
    prev = event.hash;
  }
  return prev;
};

/** The events in words, for the person who signs. */
export const eventLines = ({ events }: EventsFile): string[] =>
  events.map(({ no, at, kind, data, reason, signature }) => {
    const signed = signature === null ? '' : '（已签名）';
    return `  ${no}. ${at} ${DRAW_EVENT_KINDS[kind]}${signed} ${reason ?? ''} ${canonicalJson(data)}`;
  });

/** Stores a signature for whoever holds its key. @returns what to tell him */
export const storeEventSignature = async (
  db: Kysely<Database>,
  authorityId: string,
  drawId: string,
  { keyId, value }: { readonly keyId: string; readonly value: string },
): Promise<string> => {
  const officerId = await holderOf(db, authorityId, keyId);
  if (officerId === null) throw new Refusal('NotFound', `密钥 ${keyId} 没有登记，签名没有提交。`);
  const at = new Date(systemClock.now()).toISOString();
  const doing = { actor: { kind: 'officer', id: officerId }, commandId: null, at } as const;
  const { no } = await db
    .transaction()
    .execute((trx) => takeEventSignature(trx, { authorityId, drawId, keyId, value, officerId }, doing));
  return `抽取${drawId}的其后事项已签名，至第${no}项`;
};

/** `keys accept DRAW FILE`: takes in what `keys sign` printed elsewhere for the events of a draw. */
export const acceptSignature = async (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, DATABASE_OPTIONS);
  const [drawId, path, ...more] = positionals;
  if (drawId === undefined || path === undefined || more.length > 0)
    throw new UsageError('请指定抽取编号和签名文件。');
  const { document, keyId, value } = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  if (document !== 'event' || typeof keyId !== 'string' || typeof value !== 'string')
    throw new UsageError(`文件“${path}”不是其后事项的签名；公告和回执的签名由持有人登录后提交。`);
  return withAuthority(values, async (db, authorityId) => {
    io.stdout.write(`${await storeEventSignature(db, authorityId, drawId, { keyId, value })}\n`);
    return EXIT.ok;
  });
};
