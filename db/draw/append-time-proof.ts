import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Announcement } from '../../domain/draw/announcement.ts';
import { canonicalBytes } from '../../domain/draw/canonical.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { isSignedBy } from '../../domain/keys/ed25519.ts';
import { keyAt } from '../../domain/keys/key-log.ts';
import type { TimeProof } from '../../domain/keys/receipt.ts';
import { countersignedText } from '../../domain/keys/signed-text.ts';
import { readTimeStamp } from '../../domain/keys/time-stamp.ts';
import { actorText, type Doing, jsonb } from '../actor.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../connect.ts';
import { readKeyLog } from '../keys/key-log.ts';
import { publicDrawId } from './draw-events.ts';

interface Announced {
  readonly announcement: Announcement;
  readonly hash: string;
}

/** @throws Refusal NotFound, WrongState where there is nothing to prove yet, or it is drawn already */
const lockAnnounced = async (
  trx: Transaction<Database>,
  authorityId: string,
  drawId: string,
): Promise<Announced> => {
  const draw = await trx
    .selectFrom('draw')
    .select(['announcement', 'announcementHash', 'recordHash'])
    .where('authorityId', '=', authorityId)
    .where('id', '=', drawId)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有编号为“${drawId}”的抽取。`));
  if (draw.announcement === null)
    throw new Refusal('WrongState', `抽取“${drawId}”尚无公告，没有可证明的时间。`);
  if (draw.recordHash !== null)
    throw new Refusal('TooLate', `抽取“${drawId}”已完成，回执已封存，不能再加入时间证明。`);
  return {
    announcement: draw.announcement as unknown as Announcement,
    hash: draw.announcementHash ?? '',
  };
};

const unreadable = (why: string): Refusal => new Refusal('InvalidInput', why, 'proof');

/** When the proof says that the announcement was there. @throws Refusal InvalidInput for a proof of something else */
const provenAt = async (
  trx: Transaction<Database>,
  authorityId: string,
  { announcement, hash }: Announced,
  proof: TimeProof,
): Promise<string> => {
  const bytes = canonicalBytes(announcement);
  const digest = (algorithm: string): string => createHash(algorithm).update(bytes).digest('hex');
  if (proof.kind === 'outside-copy') {
    if (proof.sha256 !== digest('sha256')) throw unreadable('外部副本的 SHA-256 与公告文件不符。');
    return proof.at;
  }
  if (proof.kind === 'countersignature') {
    const key = keyAt(await readKeyLog(trx, authorityId), proof.key_id, 'superior', proof.signed_at);
    const text = countersignedText(announcement.draw_id, hash, proof.signed_at);
    if (!isSignedBy(key?.public_key ?? '', text, proof.value)) {
      throw new Refusal('BadSignature', `联署无效：密钥未登记，或签名与公告不符；应签的文字为 ${text}`);
    }
    return proof.signed_at;
  }
  const stamp = readTimeStamp(Buffer.from(proof.value, 'base64'));
  if (stamp.imprint !== digest(stamp.hash)) throw unreadable('时间戳所证明的不是本公告文件。');
  return stamp.at;
};

/** First instant at which some of the randomness can be known; null where no source names its hour. */
const knownFrom = ({ sources }: Announcement): string | null =>
  sources
    .map(({ when }) => when)
    .filter((when) => !Number.isNaN(Date.parse(when)))
    .sort()[0] ?? null;

/**
 * Adds somebody else's proof of when an announcement was there, checked as far as it can be without a trust root.
 *
 * @returns the instant that it proves, and the bytes that were announced then
 * @throws Refusal InvalidInput, BadSignature, WrongState, TooLate
 */
export const appendTimeProof = async (
  trx: Transaction<Database>,
  authorityId: string,
  drawId: string,
  proof: TimeProof,
  doing: Doing,
): Promise<{ readonly at: string; readonly announcement: Uint8Array }> => {
  const announced = await lockAnnounced(trx, authorityId, drawId);
  const at = await provenAt(trx, authorityId, announced, proof).catch((error: unknown) => {
    throw error instanceof RangeError ? unreadable(error.message) : error;
  });
  const { announced_at } = announced.announcement;
  const known = knownFrom(announced.announcement);
  if (at < announced_at) throw unreadable(`证明的时间 ${at} 早于公告自称的时间 ${announced_at}。`);
  if (known !== null && at >= known) throw unreadable(`证明的时间 ${at} 不早于随机数产生的时间 ${known}。`);
  const { count } = await trx
    .selectFrom('drawTimeProof')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('authorityId', '=', authorityId)
    .where('drawId', '=', drawId)
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('drawTimeProof')
    .values({
      ...{ authorityId, drawId, no: count + 1, provenAt: at },
      proof: jsonb(proof),
      recordedBy: actorText(doing.actor),
      businessAt: doing.at,
    })
    .execute();
  await appendAudit(trx, {
    ...{ authorityId, action: 'draw.time-proven', subjectKind: 'draw', subjectId: drawId },
    ...doing,
    data: { kind: proof.kind, at, drawId: publicDrawId(authorityId, drawId) },
  });
  return { at, announcement: canonicalBytes(announced.announcement) };
};
