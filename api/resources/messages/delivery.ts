import { z } from 'zod';
import { listChanges, listChannels } from '../../../db/delivery/list-changes.ts';
import { listProviders } from '../../../db/delivery/list-providers.ts';
import { MESSAGE_ROLES } from '../../../db/messages/lock-message.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { inChange } from '../../http/in-change.ts';
import { TAGS } from '../../http/openapi.ts';
import { id, instant, json, text } from '../../http/schemas.ts';
import { pauseDelivery, weighProvider } from '../../services/switch-delivery.ts';

const SEEN_BY = { right: { roles: MESSAGE_ROLES } };
const SWITCHED_BY = { right: { roles: ['admin'] as const } };
const MOST_CHANGES = 100;
const channel = z.enum(['email', 'sms']);
const ACTIONS = { pause: '停用', resume: '启用' } as const;

const provider = z.object({
  id: z.string(),
  channel,
  kind: z.string(),
  weight: z.number(),
  restingWeight: z.number(),
  /** 熔断: ten temporary faults in a row. */
  isOpen: z.boolean(),
  isPaused: z.boolean(),
  isChannelPaused: z.boolean(),
  inHand: z.number(),
  /** Of the last hour. */
  attempts: z.number(),
  faults: z.number(),
});

const change = z.object({
  id: z.number(),
  at: instant,
  channel,
  provider: z.string().nullable(),
  kind: z.enum(['registered', 'weight', 'opened', 'closed', 'paused', 'resumed']),
  before: json,
  after: json,
  reason: z.string(),
  actor: z.string(),
});

const health = z.object({
  channels: z.array(z.object({ channel, paused: z.boolean() })),
  providers: z.array(provider),
  changes: z.array(change),
});
export type DeliveryHealth = z.output<typeof health>;

const reasoned = z.strictObject({ reason: text });
const switched = z.object({ returned: z.number().nullable() });

/** 投递服务: who carries mails and SMS, how they are, and the switches for it. */
export const deliveryRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;

  app.get('/api/delivery', {
    config: SEEN_BY,
    schema: {
      operationId: 'getDelivery',
      summary: '邮件和短信提供商：权重、熔断、停用、在手件数、近一小时错误，以及最近的变更',
      tags: [TAGS.message],
      response: { 200: health },
    },
    handler: async () => ({
      channels: (await listChannels(db)) as DeliveryHealth['channels'],
      providers: await listProviders(db),
      changes: (await listChanges(db, MOST_CHANGES)) as DeliveryHealth['changes'],
    }),
  });

  for (const [action, name] of Object.entries(ACTIONS) as [keyof typeof ACTIONS, string][]) {
    app.post(`/api/delivery/providers/:id/${action}`, {
      config: SWITCHED_BY,
      schema: {
        operationId: `${action}Provider`,
        summary: `${name}一个提供商；排队的消息退回发件箱，不丢失`,
        tags: [TAGS.message],
        params: z.object({ id }),
        body: reasoned,
        response: { 200: switched },
      },
      handler: async (request) => {
        const { id: named } = request.params as { id: string };
        const { reason } = request.body as { reason: string };
        const returned = await inChange(deps, request, (trx, authorityId, doing) =>
          pauseDelivery(trx, { provider: named }, action === 'pause', { authorityId, reason }, doing),
        );
        return { returned };
      },
    });

    app.post(`/api/delivery/channels/:channel/${action}`, {
      config: SWITCHED_BY,
      schema: {
        operationId: `${action}Channel`,
        summary: `${name}整个渠道；停用期间消息留在发件箱`,
        tags: [TAGS.message],
        params: z.object({ channel }),
        body: reasoned,
        response: { 200: switched },
      },
      handler: async (request) => {
        const what = request.params as { channel: 'email' | 'sms' };
        const { reason } = request.body as { reason: string };
        const returned = await inChange(deps, request, (trx, authorityId, doing) =>
          pauseDelivery(trx, what, action === 'pause', { authorityId, reason }, doing),
        );
        return { returned };
      },
    });
  }

  app.put('/api/delivery/providers/:id/weight', {
    config: SWITCHED_BY,
    schema: {
      operationId: 'weighProvider',
      summary: '改变一个提供商的权重；平稳后逐步回到配置的权重',
      tags: [TAGS.message],
      params: z.object({ id }),
      body: z.strictObject({ weight: z.int().min(0).max(100), reason: text }),
      response: { 200: z.object({ before: z.number() }) },
    },
    handler: async (request) => {
      const { weight, reason } = request.body;
      const before = await inChange(deps, request, (trx, authorityId, doing) =>
        weighProvider(trx, request.params.id, weight, { authorityId, reason }, doing),
      );
      return { before };
    },
  });
};
