import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { campaignProgress } from '../../../db/messages/campaign-progress.ts';
import { getCampaign, listCampaigns } from '../../../db/messages/campaign-rows.ts';
import { CAMPAIGN_ROLES } from '../../../db/messages/campaign-step.ts';
import { askDryRun } from '../../../db/messages/dry-run.ts';
import {
  approveCampaign,
  CAMPAIGN_APPROVERS,
  cancelCampaign,
  draftCampaign,
} from '../../../db/messages/office-campaign.ts';
import { resendFailed } from '../../../db/messages/resend-failed.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { inChange } from '../../http/in-change.ts';
import { TAGS } from '../../http/openapi.ts';
import { id, instant, text } from '../../http/schemas.ts';
import { named, reasoned } from './message-schema.ts';

const OFFICE = { right: { roles: CAMPAIGN_ROLES } };
const channel = z.enum(['email', 'sms']);
const MOST_UNITS = 10_000;

const campaign = z.object({
  id: z.string(),
  kind: z.enum(['draw', 'office']),
  name: z.string(),
  /** The draw; null for a notice of the office. */
  subjectId: z.string().nullable(),
  notice: z.string(),
  textVersion: z.number().nullable(),
  channels: z.array(z.string()),
  createdBy: z.string(),
  approvedBy: z.string().nullable(),
  approvedAt: instant.nullable(),
  cancelledAt: instant.nullable(),
  cancelReason: z.string().nullable(),
  businessAt: instant,
});

const progress = z.object({
  campaign,
  state: z.enum(['draft', 'cancelled', 'sending', 'complete']),
  /** Messages that there must be by the facts, and those of them that there are not. */
  expected: z.number(),
  missing: z.number(),
  /** How many came to what: delivered, accepted … */
  verdicts: z.record(z.string(), z.number()),
  errors: z.array(
    z.object({
      unitId: z.string(),
      unitName: z.string(),
      channel,
      messageId: z.string().nullable(),
      why: z.string(),
    }),
  ),
});

const draft = z.strictObject({
  name: text,
  textVersion: z.int().min(1),
  unitIds: z.array(id).min(1).max(MOST_UNITS),
  channels: z.array(channel).min(1).max(2),
});

export const campaignRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  const progressOf = async (request: FastifyRequest, campaignId: string) =>
    campaignProgress(db, await getCampaign(db, authorityOf(request), campaignId));

  app.get('/api/campaigns', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listCampaigns',
      summary: '批量通知：每次抽取的检查通知、办公室向选定对象的通知',
      tags: [TAGS.message],
      response: { 200: z.array(campaign) },
    },
    handler: (request) => listCampaigns(db, authorityOf(request)),
  });

  app.get('/api/campaigns/:id', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getCampaign',
      summary: '一批通知的进度：应有、缺漏、送达情况和每件未送达的原因，按事实现算',
      tags: [TAGS.message],
      params: named,
      response: { 200: progress },
    },
    handler: (request) => progressOf(request, request.params.id),
  });

  app.post('/api/campaigns', {
    config: OFFICE,
    schema: {
      operationId: 'draftCampaign',
      summary: '拟发一批通知：已批准的文本、选定的检查对象；须他人批准后发出',
      tags: [TAGS.message],
      body: draft,
      response: { 200: z.object({ id: z.string() }) },
    },
    handler: async (request) => ({
      id: await inChange(deps, request, (trx, authorityId, doing) =>
        draftCampaign(trx, authorityId, request.body, doing),
      ),
    }),
  });

  app.post('/api/campaigns/:id/approve', {
    config: { right: { roles: CAMPAIGN_APPROVERS } },
    schema: {
      operationId: 'approveCampaign',
      summary: '批准发出一批通知（批准人不能是拟发人）',
      tags: [TAGS.message],
      params: named,
      body: z.strictObject({}).nullish(),
      response: { 200: progress },
    },
    handler: async (request) => {
      const { id: campaignId } = request.params;
      await inChange(deps, request, (trx, authorityId, doing) =>
        approveCampaign(trx, authorityId, campaignId, doing),
      );
      return progressOf(request, campaignId);
    },
  });

  app.post('/api/campaigns/:id/cancel', {
    config: OFFICE,
    schema: {
      operationId: 'cancelCampaign',
      summary: '取消一批办公室通知中尚未发出的',
      tags: [TAGS.message],
      params: named,
      body: reasoned,
      response: { 200: progress },
    },
    handler: async (request) => {
      const { id: campaignId } = request.params;
      const { reason } = request.body;
      await inChange(deps, request, (trx, authorityId, doing) =>
        cancelCampaign(trx, authorityId, campaignId, reason, doing),
      );
      return progressOf(request, campaignId);
    },
  });

  app.post('/api/campaigns/:id/resend-failed', {
    config: OFFICE,
    schema: {
      operationId: 'resendFailed',
      summary: '补发一批通知中未送达的，只补发未送达的；不能补发的逐件说明原因',
      tags: [TAGS.message],
      params: named,
      body: reasoned,
      response: {
        200: z.object({
          resent: z.number(),
          refused: z.array(z.object({ messageId: z.string(), why: z.string() })),
        }),
      },
    },
    handler: (request) =>
      inChange(deps, request, (trx, authorityId, doing) =>
        resendFailed(trx, authorityId, request.params.id, request.body.reason, doing),
      ),
  });

  app.post('/api/campaigns/:id/dry-run', {
    config: OFFICE,
    schema: {
      operationId: 'tryCampaign',
      summary: '试发：向本局人员的地址发一件样例，标明【测试】，不计入本批',
      tags: [TAGS.message],
      params: named,
      body: z.strictObject({ addresses: z.array(z.strictObject({ channel, address: id })).min(1) }),
      response: { 200: z.object({ no: z.number() }) },
    },
    handler: async (request) => ({
      no: await inChange(deps, request, (trx, authorityId, doing) =>
        askDryRun(trx, authorityId, request.params.id, request.body.addresses, doing),
      ),
    }),
  });
};
