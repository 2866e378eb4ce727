import { z } from 'zod';
import {
  decideProposal,
  listProposals,
  proposeSettings,
  settingsHistory,
  withdrawProposal,
} from '../../../db/settings-proposals.ts';
import { defaultOf, SETTINGS_CATALOGUE, settingsDifference } from '../../../domain/settings/catalogue.ts';
import type { SettingForm } from '../../../domain/settings/setting-entry.ts';
import { type AuthoritySettings, completeSettings } from '../../../domain/settings/settings.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { inChange } from '../../http/in-change.ts';
import { TAGS } from '../../http/openapi.ts';
import { instant, json, text } from '../../http/schemas.ts';
import { settingsSchema } from './settings-schema.ts';

const ADMIN = { roles: ['admin'] } as const;
const tags = [TAGS.settings];
const one = z.object({ id: z.coerce.number().int().min(1) });
const done = z.object({ done: z.literal(true) });
const DONE = { done: true } as const;
const nullableText = z.string().nullable();

const changes = z.array(
  z.object({ path: z.string(), name: z.string(), before: json, after: json, needsApproval: z.boolean() }),
);
const entry = z.object({
  path: z.string(),
  group: z.string(),
  name: z.string(),
  explanation: z.string(),
  source: z.string(),
  effect: z.string(),
  needsApproval: z.boolean(),
  /** How it is written: see `domain/settings/setting-entry`. */
  form: z.custom<SettingForm>().meta({ type: 'object' }),
  default: json,
});
const proposal = z.object({
  id: z.number(),
  state: z.enum(['proposed', 'approved', 'rejected', 'withdrawn']),
  reason: z.string(),
  changes,
  proposedBy: z.string(),
  proposedByName: nullableText,
  proposedAt: instant,
  decidedByName: nullableText,
  decidedAt: instant.nullable(),
  opinion: nullableText,
  version: z.number().nullable(),
});
const past = z.object({
  id: z.number(),
  at: instant,
  actorId: z.string(),
  actorName: nullableText,
  reason: nullableText,
  version: z.number(),
  changes,
});

/** As an older release stored them, with what has come since. */
const changesOf = (before: AuthoritySettings, after: AuthoritySettings) => [
  ...settingsDifference(completeSettings(before), completeSettings(after)),
];

/** What each setting means, who changed it, and changes that a second person approves. */
export const settingsProposalRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;

  app.get('/api/settings-catalogue', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getSettingsCatalogue',
      summary: '每项设置的含义、默认值、依据、范围、生效时间和是否须审批',
      tags,
      response: { 200: z.array(entry) },
    },
    handler: async () =>
      SETTINGS_CATALOGUE.map((setting) => ({ ...setting, default: defaultOf(setting.path) })),
  });

  app.get('/api/authorities/me/settings/history', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getSettingsHistory',
      summary: '设置的变更记录，新的在前：谁、何时、为何、前后',
      tags,
      response: { 200: z.array(past) },
    },
    handler: async (request) =>
      (await settingsHistory(db, authorityOf(request))).map(({ before, after, ...rest }) => ({
        ...rest,
        changes: changesOf(before, after),
      })),
  });

  app.get('/api/authorities/me/settings/proposals', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listSettingsProposals',
      summary: '提请审批的设置修改，新的在前',
      tags,
      response: { 200: z.array(proposal) },
    },
    handler: async (request) =>
      (await listProposals(db, authorityOf(request))).map(({ before, after, ...rest }) => ({
        ...rest,
        changes: changesOf(before, after),
      })),
  });

  app.post('/api/authorities/me/settings/proposals', {
    config: { right: ADMIN },
    schema: {
      operationId: 'proposeSettings',
      summary: '提请审批人同意修改设置',
      tags,
      body: z.strictObject({ expectedVersion: z.int().min(1), settings: settingsSchema, reason: text }),
      response: { 200: z.object({ id: z.number() }) },
    },
    handler: async (request) => ({
      id: await inChange(deps, request, (trx, authorityId, doing) =>
        proposeSettings(trx, authorityId, request.body, doing),
      ),
    }),
  });

  app.post('/api/authorities/me/settings/proposals/:id/decision', {
    config: { right: { roles: ['approver'] } },
    schema: {
      operationId: 'decideSettings',
      summary: '审批设置修改：同意即生效，或者退回；提出的人不能审批',
      tags,
      params: one,
      body: z.strictObject({ decision: z.enum(['approve', 'reject']), opinion: text }),
      response: { 200: done },
    },
    handler: async (request) => {
      const { id } = request.params;
      await inChange(deps, request, (trx, authorityId, doing) =>
        decideProposal(trx, authorityId, id, request.body, doing),
      );
      return DONE;
    },
  });

  app.post('/api/authorities/me/settings/proposals/:id/withdraw', {
    config: { right: ADMIN },
    schema: {
      operationId: 'withdrawSettings',
      summary: '撤回本人提出的设置修改',
      tags,
      params: one,
      body: z.strictObject({}).nullish(),
      response: { 200: done },
    },
    handler: async (request) => {
      const { id } = request.params;
      await inChange(deps, request, (trx, authorityId, doing) =>
        withdrawProposal(trx, authorityId, id, doing),
      );
      return DONE;
    },
  });
};
