import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { saveAttachment } from '../../db/attachments/save-attachment.ts';
import { type NewSubmission, recordSubmission, type SubmissionKind } from '../../db/unit-link/submissions.ts';
import type { UnitSession } from '../../db/unit-link/unit-sessions.ts';
import { FORMATS } from '../../documents/print-draw.ts';
import { isIsoDate } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { ApiDeps } from '../deps.ts';
import type { ApiApp } from '../http/api-app.ts';
import { instantNow } from '../http/guard.ts';
import type { Html } from '../pages/html.ts';
import { orderPaper } from '../reads/order/order-paper.ts';
import { sendOrderNotice } from '../resources/order/order-board.ts';
import type { CommandOf } from '../services/command-catalog.ts';
import { sendCommand } from '../services/commands.ts';
import { orShownAgain } from './or-shown-again.ts';
import { formId } from './pages/draft.ts';
import { submissionPage } from './pages/receipt-page.ts';
import { readUnitCase, type UnitCase } from './unit-case.ts';
import { personOf, readUnitForm, requiredText, type UnitForm } from './unit-form.ts';
import type { UnitOf } from './unit-of.ts';

const OPEN = { public: true, rateLimit: { max: 20, timeWindow: '1 minute' } } as const;
const params = z.object({ id: z.string().max(200) });
type UnitCommand = 'reportRectified' | 'requestExtension';

interface Pages {
  readonly unitOf: UnitOf;
  show(reply: FastifyReply, found: UnitCase, body: Html): Promise<FastifyReply>;
}

interface Given {
  readonly session: UnitSession;
  readonly orderId: string;
  readonly form: UnitForm;
}

/** The same form sent twice is the same command: its id comes from what it says. */
const commandIdOf = ({ linkId }: UnitSession, name: UnitCommand, orderId: string, fields: object): string =>
  `unit-${createHash('sha256')
    .update(JSON.stringify([linkId, name, orderId, fields]))
    .digest('hex')
    .slice(0, 40)}`;

/** The same file sent again with a form that was refused is kept once. */
const fileIdOf = ({ linkId }: UnitSession, orderId: string, bytes: Buffer): string =>
  createHash('sha256').update(`${linkId}/${orderId}/`).update(bytes).digest('hex').slice(0, 40);

const keepFiles = (deps: ApiDeps, session: UnitSession, orderId: string, form: UnitForm): Promise<string[]> =>
  deps.db.transaction().execute(async (trx) => {
    const { authorityId, unitId } = session;
    const actor = { kind: 'unit' as const, id: unitId };
    const doing = { actor, commandId: null, at: instantNow(deps) };
    const kept: string[] = [];
    for (const file of form.files) {
      const id = fileIdOf(session, orderId, file.bytes);
      const line = {
        authorityId,
        id,
        family: 'order',
        subjectId: orderId,
        ...file,
        uploadedBy: actor,
      } as const;
      kept.push((await saveAttachment(trx, line, doing)).id);
    }
    return kept;
  });

const signed = (text: string, form: UnitForm): string => `${text}（提交人：${personOf(form)}）`;

/** What the unit itself may command about an order: the same commands as an officer's, given as the unit. */
export const orderRoutes = (app: ApiApp, deps: ApiDeps, { unitOf, show }: Pages): void => {
  const { db } = deps;
  const orderOf = async (session: UnitSession, id: string): Promise<UnitCase> => {
    const found = await readUnitCase(db, session);
    if (!found.orders.some((order) => order.id === id))
      throw new Refusal('NotFound', '没有这份责令改正通知书。');
    return found;
  };
  /** Gives the command and keeps that it came. @returns where its receipt is */
  const give = async <N extends UnitCommand>(
    session: UnitSession,
    name: N,
    fields: Omit<CommandOf<N>, 'id' | 'actorId' | 'actorKind'>,
    submission: Omit<NewSubmission, 'commandId'>,
  ): Promise<string> => {
    const { authorityId, unitId } = session;
    const { orderId: subjectId } = submission;
    const commandId = commandIdOf(session, name, subjectId, fields);
    const command = {
      ...fields,
      ...{ id: commandId, actorId: unitId, actorKind: 'unit' },
    } as unknown as CommandOf<N>;
    await sendCommand(deps, { authorityId, name, subjectId, command });
    await db
      .transaction()
      .execute((trx) => recordSubmission(trx, session, { ...submission, commandId }, instantNow(deps)));
    return `/u/submissions/${commandId}`;
  };

  /** What both forms go through: its own order, the form read, and shown again where it is refused. */
  const taken = async (
    request: FastifyRequest<{ Params: { id: string } }>,
    reply: FastifyReply,
    kind: SubmissionKind,
    take: (given: Given) => Promise<string>,
  ): Promise<FastifyReply> => {
    const session = await unitOf(request);
    const { id: orderId } = request.params;
    const found = await orderOf(session, orderId);
    const form = await readUnitForm(request);
    const id = formId(kind, orderId);
    return orShownAgain({ reply, found, show, form, id }, () => take({ session, orderId, form }));
  };

  app.post('/u/orders/:id/report', {
    config: OPEN,
    schema: { params },
    handler: (request, reply) =>
      taken(request, reply, 'report', async ({ session, orderId, form }) => {
        const findingIds = form.all('finding');
        if (findingIds.length === 0) throw new Refusal('InvalidInput', '请勾选已整改的问题。', 'finding');
        const note = signed(requiredText(form, 'note', '整改情况', 2_000), form);
        const attachmentIds = await keepFiles(deps, session, orderId, form);
        const submission = { kind: 'report', orderId, findingIds, newDueOn: null, attachmentIds } as const;
        return give(session, 'reportRectified', { findingIds, note }, submission);
      }),
  });

  app.post('/u/orders/:id/extension', {
    config: OPEN,
    schema: { params },
    handler: (request, reply) =>
      taken(request, reply, 'extension', async ({ session, orderId, form }) => {
        const [dueOn, newDueOn] = [form.one('dueOn'), form.one('newDueOn')];
        if (!isIsoDate(dueOn) || !isIsoDate(newDueOn))
          throw new Refusal('InvalidInput', '请填写申请延长至的日期。', 'newDueOn');
        const reason = signed(requiredText(form, 'reason', '理由', 2_000), form);
        const submission = {
          kind: 'extension',
          orderId,
          findingIds: [],
          newDueOn,
          attachmentIds: [],
        } as const;
        return give(session, 'requestExtension', { dueOn, newDueOn, reason }, submission);
      }),
  });

  app.get('/u/submissions/:id', {
    config: { public: true },
    schema: { params },
    handler: async (request, reply) => {
      const found = await readUnitCase(db, await unitOf(request));
      const line = found.submissions.find(({ id }) => id === request.params.id);
      if (line === undefined) throw new Refusal('NotFound', '没有这份回执。');
      return show(reply, found, submissionPage(found, line));
    },
  });

  for (const format of FORMATS)
    app.get(`/u/orders/:id/notice.${format}`, {
      config: OPEN,
      schema: { params },
      handler: async (request, reply) => {
        const session = await unitOf(request);
        const { id } = request.params;
        await orderOf(session, id);
        return sendOrderNotice(reply, await orderPaper(db, session.authorityId, id), format);
      },
    });
};
