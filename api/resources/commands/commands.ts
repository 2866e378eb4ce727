import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findCommand, findCommandEnd } from '../../../db/commands/command-end.ts';
import { isTaskHidden } from '../../../db/draw/secrecy.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import type { CommandName } from '../../../domain/rights/rights.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { sessionOf, today } from '../../http/guard.ts';
import { TAGS } from '../../http/openapi.ts';
import { commandId, id, instant } from '../../http/schemas.ts';
import {
  COMMANDS,
  type CommandFamily,
  type CommandOf,
  subjectTaking,
} from '../../services/command-catalog.ts';
import { type CommandCall, sendCommand } from '../../services/commands.ts';
import { assertMayGive } from '../../services/rights.ts';
import { COMMAND_BODIES } from './command-bodies.ts';

/** Where each family's commands are given, and which subject the address names. */
const PLACES: Readonly<Record<CommandFamily, { path: string; params: z.ZodObject; tag: string }>> = {
  'inspection-cycle': { path: '/api/cycles/:id', params: z.object({ id }), tag: TAGS.cycle },
  draw: { path: '/api/draws/:id', params: z.object({ id }), tag: TAGS.cycle },
  'inspection-task': { path: '/api/tasks/:id', params: z.object({ id }), tag: TAGS.task },
  rectification: { path: '/api/orders/:id', params: z.object({ id }), tag: TAGS.order },
  publication: {
    path: '/api/publications/:id/revisions/:revision',
    params: z.object({ id, revision: z.coerce.number().int().min(1) }),
    tag: TAGS.publication,
  },
};

const SUMMARIES: Readonly<Record<CommandName, string>> = {
  pauseCycle: '暂停周期',
  resumeCycle: '恢复周期',
  cancelCycle: '取消周期',
  makeUnannounced: '决定某计划行的检查不预先通知检查对象',
  revokeUnannounced: '撤销某计划行不预先通知的决定',
  enlargeDraw: '申请对某计划行扩大抽查',
  decideEnlargement: '审批扩大抽查的申请',
  signDraw: '对抽取公告或回执签名',
  signOffDraw: '见证人确认抽取',
  objectToDraw: '见证人对抽取提出异议',
  enterDice: '录入投骰结果（两人各自录入）',
  enterBeacon: '人工录入公共信标的签名',
  voidDraw: '决定作废已公告的抽取',
  recordVisit: '登记实地检查',
  enterResult: '录入检查结果',
  correctResult: '更正检查结果',
  reviewResult: '审核检查结果',
  extendDeadline: '延长期限',
  replaceUnit: '更换检查对象（递补）',
  recuseInspector: '检查人员回避',
  reassignInspector: '改派检查人员',
  cancelTask: '取消检查任务',
  transferFindings: '移送问题线索',
  approvePublication: '批准公示',
  confirmChannel: '登记公示渠道凭证',
  correctPublication: '更正公示',
  withdrawPublication: '撤回公示',
  reportRectified: '报告整改完成',
  requestExtension: '申请延长整改期限',
  decideExtension: '审批延期申请',
  reinspect: '登记复查结果',
  waiveFindings: '免予整改',
  referFindings: '移送或抄告',
};

const outcome = z.object({
  progress: z.object({ state: z.string(), ended: z.boolean(), wakeAt: z.string().nullable() }),
  message: z.string(),
});
const refusal = z.object({ code: z.string(), detail: z.string(), field: z.string().nullable() });
const done = z.object({ commandId: z.string(), status: z.literal('done'), outcome });
const pending = z.object({ commandId: z.string(), status: z.literal('pending'), detail: z.string() });

const PENDING = '已提交，尚未办结。请按 Location 查看结果，或用同一操作编号再次提交，不会重复办理。';

/** What is told of a command under its id. */
const asked = { name: z.string(), subjectId: z.string(), actorId: z.string(), requestedAt: instant };
const stillPending = pending.extend(asked);
const wasDone = done.extend({ ...asked, businessAt: instant });
const wasRefused = z.object({
  ...{ commandId: z.string(), status: z.literal('refused'), refusal },
  ...{ ...asked, businessAt: instant },
});

/** The header wins where the body names none; two different ids are a mistake. */
const chosenId = (request: FastifyRequest, inBody: string | undefined): string => {
  const header = request.headers['idempotency-key'];
  if (header === undefined) return inBody ?? randomUUID();
  const read = commandId.safeParse(header);
  if (!read.success || (inBody !== undefined && inBody !== read.data)) {
    throw new Refusal('InvalidInput', '请求头 Idempotency-Key 无效，或与内容中的 id 不一致。', 'id');
  }
  return read.data;
};

const commandRoute = (app: ApiApp, deps: ApiDeps, name: CommandName): void => {
  const { family } = COMMANDS[name];
  const { path, params, tag } = PLACES[family];
  app.post(`${path}/commands/${name}`, {
    config: { right: { command: name } },
    schema: {
      operationId: name,
      summary: SUMMARIES[name],
      tags: [tag],
      params,
      headers: z.object({ 'idempotency-key': z.string().optional() }),
      body: COMMAND_BODIES[name] as z.ZodType<{ id?: string | undefined }>,
      response: { 200: done, 202: pending },
    },
    handler: async (request, reply: FastifyReply) => {
      const { authorityId, officerId } = sessionOf(request);
      const { id: subject, revision } = request.params as { id: string; revision?: number };
      const named = revision === undefined ? subject : `${subject}/${revision}`;
      const { id: inBody, ...fields } = request.body;
      const commandId = chosenId(request, inBody);
      // The schema of this very route has just checked the fields; a type test holds it to the contract.
      const command = { ...fields, id: commandId, actorId: officerId } as CommandOf<typeof name>;
      const call: CommandCall = { authorityId, name, subjectId: subjectTaking(name, named), command };
      const answer = await sendCommand(deps, call, () =>
        assertMayGive(deps.db, { authorityId, officerId, on: today(deps) }, name, named),
      );
      if (answer.status === 'done') return reply.send({ commandId, ...answer });
      return reply
        .code(202)
        .header('location', `/api/commands/${encodeURIComponent(commandId)}`)
        .send({ commandId, status: 'pending', detail: PENDING });
    },
  });
};

export const commandRoutes = (app: ApiApp, deps: ApiDeps): void => {
  for (const name of Object.keys(COMMANDS) as CommandName[]) commandRoute(app, deps, name);

  app.get('/api/commands/:id', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getCommand',
      summary: '查看一项操作的结果',
      description:
        'pending：已登记，尚未办结，可用同一编号再次提交；done：已办理，见 outcome；refused：未予办理，见 refusal，请改正后用新的编号提交。没有登记的编号返回 404。',
      tags: [TAGS.system],
      params: z.object({ id: commandId }),
      response: { 200: z.discriminatedUnion('status', [stillPending, wasDone, wasRefused]) },
    },
    handler: async (request) => {
      const authorityId = authorityOf(request);
      const row = await findCommand(deps.db, authorityId, request.params.id);
      if (row === undefined) throw new Refusal('NotFound', '没有登记这一编号的操作，请重新提交。');
      const { id: commandId, name, subjectId, actorId, requestedAt } = row;
      const { officerId } = sessionOf(request);
      if (actorId !== officerId && (await isTaskHidden(deps.db, authorityId, officerId, subjectId))) {
        throw new Refusal('Forbidden', '抽取名单尚未公开，检查前只有检查组成员可以查看。');
      }
      const asked = { commandId, name, subjectId, actorId, requestedAt };
      const end = await findCommandEnd(deps.db, authorityId, commandId);
      if (end === null) return { ...asked, status: 'pending' as const, detail: PENDING };
      const { businessAt } = end;
      if (end.state === 'done') {
        return { ...asked, status: 'done' as const, businessAt, outcome: outcome.parse(end.outcome) };
      }
      const { code, message, field } = end.refusal;
      return { ...asked, status: 'refused' as const, businessAt, refusal: { code, detail: message, field } };
    },
  });
};
