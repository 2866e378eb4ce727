import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { saveAttachment } from '../../db/attachments/save-attachment.ts';
import type { UnitSession } from '../../db/unit-link/unit-sessions.ts';
import { isIsoDate } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { ApiDeps } from '../deps.ts';
import type { ApiApp } from '../http/api-app.ts';
import { instantNow } from '../http/guard.ts';
import { type Html, html } from '../pages/html.ts';
import type { CommandOf } from '../services/command-catalog.ts';
import { sendCommand } from '../services/commands.ts';
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

/** The same form sent twice is the same command: its id comes from what it says. */
const commandIdOf = ({ linkId }: UnitSession, name: UnitCommand, orderId: string, fields: object): string =>
  `unit-${createHash('sha256')
    .update(JSON.stringify([linkId, name, orderId, fields]))
    .digest('hex')
    .slice(0, 40)}`;

const outcomePage = (
  title: string,
  message: string,
): Html => html`<section class="card"><h2>${title}</h2><p>${message}</p>
<p class="links"><a href="/u/home">返回</a></p></section>`;

const keepFiles = (deps: ApiDeps, { authorityId, unitId }: UnitSession, orderId: string, form: UnitForm) =>
  deps.db.transaction().execute(async (trx) => {
    const actor = { kind: 'unit' as const, id: unitId };
    const doing = { actor, commandId: null, at: instantNow(deps) };
    for (const file of form.files)
      await saveAttachment(
        trx,
        { authorityId, family: 'order', subjectId: orderId, ...file, uploadedBy: actor },
        doing,
      );
  });

/** What the unit itself may command about an order: the same commands as an officer's, given as the unit. */
export const orderRoutes = (app: ApiApp, deps: ApiDeps, { unitOf, show }: Pages): void => {
  const orderOf = async (session: UnitSession, id: string): Promise<UnitCase> => {
    const found = await readUnitCase(deps.db, session);
    if (!found.orders.some((order) => order.id === id))
      throw new Refusal('NotFound', '没有这份责令改正通知书。');
    return found;
  };
  const give = async <N extends UnitCommand>(
    session: UnitSession,
    name: N,
    orderId: string,
    fields: Omit<CommandOf<N>, 'id' | 'actorId' | 'actorKind'>,
  ): Promise<string> => {
    const { authorityId, unitId } = session;
    const id = commandIdOf(session, name, orderId, fields);
    const command = { ...fields, id, actorId: unitId, actorKind: 'unit' } as unknown as CommandOf<N>;
    const answer = await sendCommand(deps, { authorityId, name, subjectId: orderId, command });
    return answer.status === 'done'
      ? answer.outcome.message
      : '已提交，正在办理，请稍后刷新查看结果，不必重复提交。';
  };

  app.post('/u/orders/:id/report', {
    config: OPEN,
    schema: { params },
    handler: async (request, reply) => {
      const session = await unitOf(request);
      const { id } = request.params;
      const found = await orderOf(session, id);
      const form = await readUnitForm(request);
      const findingIds = form.all('finding');
      if (findingIds.length === 0) throw new Refusal('InvalidInput', '请勾选已整改的问题。', 'finding');
      const note = `${requiredText(form, 'note', '整改情况', 2_000)}（提交人：${personOf(form)}）`;
      await keepFiles(deps, session, id, form);
      const message = await give(session, 'reportRectified', id, { findingIds, note });
      return show(reply, found, outcomePage('已报告整改', message));
    },
  });

  app.post('/u/orders/:id/extension', {
    config: OPEN,
    schema: { params },
    handler: async (request, reply) => {
      const session = await unitOf(request);
      const { id } = request.params;
      const found = await orderOf(session, id);
      const form = await readUnitForm(request);
      const [dueOn, newDueOn] = [form.one('dueOn'), form.one('newDueOn')];
      if (!isIsoDate(dueOn) || !isIsoDate(newDueOn))
        throw new Refusal('InvalidInput', '请填写申请延长至的日期。', 'newDueOn');
      const reason = requiredText(form, 'reason', '理由', 2_000);
      const message = await give(session, 'requestExtension', id, { dueOn, newDueOn, reason });
      return show(reply, found, outcomePage('已提交延期申请', message));
    },
  });
};
