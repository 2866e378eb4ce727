import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Doing } from '../../../db/actor.ts';
import type { Database } from '../../../db/connect.ts';
import { readDrawEvents } from '../../../db/draw/draw-events.ts';
import { takeEventSignature } from '../../../db/draw/event-signatures.ts';
import { isSecret } from '../../../db/draw/secrecy.ts';
import { readSignatures, readTimeProofs } from '../../../db/draw/signatures.ts';
import { readRecord } from '../../../db/draw/stored-record.ts';
import { unsignedEvents } from '../../../db/draw/unsigned-events.ts';
import { holderOf, readKeyLog } from '../../../db/keys/key-log.ts';
import { isTimeProven } from '../../../domain/draw/time-proven.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import type { DrawEvent } from '../../../domain/keys/draw-event.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf, doingOf } from '../../http/doing.ts';
import { sessionOf } from '../../http/guard.ts';
import { TAGS } from '../../http/openapi.ts';
import { id, instant, json } from '../../http/schemas.ts';
import { keyId, signature } from '../commands/command-bodies.ts';

type Db = Kysely<Database>;

const draw = z.object({
  id: z.string(),
  year: z.number(),
  drawNo: z.number(),
  cycleId: z.string(),
  purpose: z.enum(['regular', 'batch', 'enlargement', 'campaign']),
  batch: z.number(),
  state: z.string(),
  waitingFor: z.string().nullable(),
  rehearsal: z.boolean(),
  announcementHash: z.string().nullable(),
  recordHash: z.string().nullable(),
  endReason: z.string().nullable(),
  businessAt: instant,
  sealedAt: instant.nullable(),
});
const COLUMNS = Object.keys(draw.shape) as (keyof z.output<typeof draw>)[];

/**
 * What is published of a draw. Rosters and salts stay inside, and so does everything that names a drawn unit while the
 * list is secret: the record, and what happened after it.
 */
const document = draw.extend({
  announcement: json,
  announcementSignatures: json,
  timeProofs: json,
  /** False: 发布时间未获证明. */
  timeProven: z.boolean(),
  secret: z.boolean(),
  record: json,
  receipt: json,
  receiptSignatures: json,
  events: json,
  /** What happened since the last signature of events, and by when it is to be signed; null where nothing waits. */
  unsignedEvents: z
    .object({ firstNo: z.number(), count: z.number(), since: z.string(), dueOn: z.string().nullable() })
    .nullable(),
});

const published = async (db: Db, authorityId: string, drawId: string) => {
  const { announcement, receipt, ...facts } = await db
    .selectFrom('draw')
    .leftJoin('drawReceipt', (join) =>
      join
        .onRef('drawReceipt.authorityId', '=', 'draw.authorityId')
        .onRef('drawReceipt.drawId', '=', 'draw.id'),
    )
    .select(COLUMNS)
    .select(['announcement', 'drawReceipt.receipt'])
    .where('draw.authorityId', '=', authorityId)
    .where('draw.id', '=', drawId)
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有编号为“${drawId}”的抽取。`));
  const secret = await isSecret(db, authorityId, drawId);
  const proofs = await readTimeProofs(db, authorityId, drawId);
  const [unsigned = null] = await unsignedEvents(db, authorityId, drawId);
  return {
    ...facts,
    announcement,
    announcementSignatures: await readSignatures(db, authorityId, drawId, 'announcement'),
    timeProofs: proofs,
    timeProven: isTimeProven(proofs),
    secret,
    record: secret ? null : await readRecord(db, authorityId, drawId),
    receipt,
    receiptSignatures: await readSignatures(db, authorityId, drawId, 'receipt'),
    events: secret ? [] : await readDrawEvents(db, authorityId, drawId),
    unsignedEvents: unsigned,
  };
};

/** @throws Refusal Forbidden where the key is another's */
const signEvents = async (
  db: Db,
  given: Parameters<typeof takeEventSignature>[1],
  doing: Doing,
): Promise<DrawEvent> => {
  if ((await holderOf(db, given.authorityId, given.keyId)) !== given.officerId)
    throw new Refusal('Forbidden', `密钥 ${given.keyId} 不在您名下，签名应由持有人本人提交。`);
  return db.transaction().execute((trx) => takeEventSignature(trx, given, doing));
};

export const drawRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  app.get('/api/draws', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listDraws',
      summary: '抽取列表',
      tags: [TAGS.cycle],
      querystring: z.object({ cycle: id.optional() }),
      response: { 200: z.array(draw) },
    },
    handler: (request) => {
      const { cycle } = request.query;
      let query = db.selectFrom('draw').select(COLUMNS).where('authorityId', '=', authorityOf(request));
      if (cycle !== undefined) query = query.where('cycleId', '=', cycle);
      return query.orderBy('year', 'desc').orderBy('drawNo', 'desc').execute();
    },
  });

  app.get('/api/draws/:id', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getDraw',
      summary: '一次抽取：公告与记录（不含盐值和未公开名单）',
      tags: [TAGS.cycle],
      params: z.object({ id }),
      response: { 200: document },
    },
    handler: (request) => published(db, authorityOf(request), request.params.id),
  });

  app.post('/api/draws/:id/event-signatures', {
    config: { right: { roles: ['drawer', 'supervisor'] } },
    schema: {
      operationId: 'signDrawEvents',
      summary: '对抽取的其后事项签名',
      description:
        '由密钥持有人本人提交；签名的是最新一项，此前各项一并有效。不经抽取流程，流程结束后仍可提交；重复提交不重复登记。',
      tags: [TAGS.cycle],
      params: z.object({ id }),
      body: z.strictObject({ keyId, value: signature }),
      response: { 200: z.object({ no: z.number(), message: z.string() }) },
    },
    handler: async (request) => {
      const { authorityId, officerId } = sessionOf(request);
      const drawId = request.params.id;
      const given = { authorityId, drawId, officerId, ...request.body };
      const { no } = await signEvents(db, given, doingOf(deps, request));
      return { no, message: `抽取${drawId}的其后事项已签名，至第${no}项` };
    },
  });

  app.get('/api/keys', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listKeys',
      summary: '签名密钥登记簿（公开）',
      tags: [TAGS.cycle],
      response: { 200: z.object({ keys: json }) },
    },
    handler: async (request) => ({ keys: await readKeyLog(db, authorityOf(request)) }),
  });
};
