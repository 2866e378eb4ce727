import { sql } from 'kysely';
import { z } from 'zod';
import { appendAudit } from '../../../db/audit/append-audit.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { inChange } from '../../http/in-change.ts';
import { TAGS } from '../../http/openapi.ts';
import { instant, text } from '../../http/schemas.ts';
import { numberOf } from '../../portal/feedback-number.ts';
import { taskNumbers } from '../../reads/task/task-number.ts';

/** Who hears what citizens say, and answers for the authority. */
const OFFICE = { roles: ['office', 'supervisor'] } as const;
const MOST = 200;

export const feedback = z.object({
  id: z.string(),
  /** 受理编号, as the citizen has it. */
  number: z.string(),
  aboutKind: z.string(),
  aboutId: z.string().nullable(),
  text: z.string(),
  contact: z.string().nullable(),
  businessAt: instant,
  answer: z.string().nullable(),
  answeredBy: z.string().nullable(),
  answeredAt: instant.nullable(),
});

export const officeFeedbackRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;

  app.get('/api/feedback', {
    config: { right: OFFICE },
    schema: {
      operationId: 'listFeedback',
      summary: '公众意见：未答复的在前，先收到的先列；已答复的按答复时间，新的先列',
      tags: [TAGS.publication],
      querystring: z.object({}),
      response: { 200: z.object({ items: z.array(feedback) }) },
    },
    handler: async (request) => {
      const rows = await db
        .selectFrom('feedback as f')
        .leftJoin('feedbackAnswer as a', (join) =>
          join.onRef('a.authorityId', '=', 'f.authorityId').onRef('a.feedbackId', '=', 'f.id'),
        )
        .select(['f.id', 'f.code', 'f.aboutKind', 'f.aboutId', 'f.text', 'f.contact', 'f.businessAt'])
        .select(['a.text as answer', 'a.answeredBy', 'a.businessAt as answeredAt'])
        .where('f.authorityId', '=', authorityOf(request))
        .orderBy((row) => row('a.feedbackId', 'is not', null))
        .orderBy(sql`case when a.feedback_id is null then f.business_at end`)
        .orderBy('a.businessAt', 'desc')
        .limit(MOST)
        .execute();
      // Who came from a result's page long ago has its id, not its number.
      const taskNumber = await taskNumbers(db, authorityOf(request));
      const aboutIdOf = ({ aboutKind, aboutId }: (typeof rows)[number]) =>
        aboutKind === 'result' && aboutId !== null ? taskNumber(aboutId) : aboutId;
      return {
        items: rows.map(({ code, ...row }) => ({
          ...row,
          aboutId: aboutIdOf({ code, ...row }),
          number: numberOf({ id: row.id, code }),
        })),
      };
    },
  });

  app.post('/api/feedback/:id/answer', {
    config: { right: OFFICE },
    schema: {
      operationId: 'answerFeedback',
      summary: '答复公众意见；答复凭受理编号公开可查，不能更改',
      tags: [TAGS.publication],
      params: z.object({ id: z.uuid() }),
      body: z.object({ text }),
      response: { 204: z.null().describe('已答复') },
    },
    handler: async (request, reply) => {
      const { id } = request.params;
      await inChange(deps, request, async (trx, authorityId, doing) => {
        await trx
          .selectFrom('feedback')
          .select('id')
          .where('authorityId', '=', authorityId)
          .where('id', '=', id)
          .executeTakeFirstOrThrow(() => new Refusal('NotFound', '没有这个受理编号。'));
        const answered = await trx
          .insertInto('feedbackAnswer')
          .values({
            ...{ authorityId, feedbackId: id, text: request.body.text, answeredBy: doing.actor.id },
            businessAt: doing.at,
          })
          .onConflict((conflict) => conflict.doNothing())
          .returning('feedbackId')
          .executeTakeFirst();
        if (answered === undefined) throw new Refusal('AlreadyEnded', '该意见已经答复，答复不能更改。');
        await appendAudit(trx, {
          ...{ ...doing, authorityId, action: 'feedback.answered', subjectKind: 'feedback', subjectId: id },
          data: {},
        });
      });
      return reply.code(204).send(null);
    },
  });
};
