import { z } from 'zod';
import { changeSettings, getAuthority, loadSettings } from '../../../db/authority.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import { settingsDifference } from '../../../domain/settings/catalogue.ts';
import type { AuthoritySettings } from '../../../domain/settings/settings.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { inChange } from '../../http/in-change.ts';
import { TAGS } from '../../http/openapi.ts';
import { text } from '../../http/schemas.ts';
import { settingsSchema } from './settings-schema.ts';

/** The one who speaks for settings: every other role reads them. */
const ADMIN = { roles: ['admin'] } as const;

/** What shapes the acts of the law is nobody's to change alone. */
const refuseUnapproved = (before: AuthoritySettings, after: AuthoritySettings): void => {
  const names = settingsDifference(before, after)
    .filter(({ needsApproval }) => needsApproval)
    .map(({ name }) => name);
  if (names.length > 0)
    throw new Refusal('Forbidden', `“${names.join('”“')}”须由审批人同意，请提请审批。`, 'settings');
};

const stored = z.object({
  authority: z.object({ id: z.string(), name: z.string(), shortName: z.string(), regionCode: z.string() }),
  version: z.number(),
  /** As stored: what an earlier release wrote must stay readable, so it is not checked again. */
  settings: z.custom<AuthoritySettings>().meta({ type: 'object' }),
});

export const settingsRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  const read = async (authorityId: string) => {
    const authority = await getAuthority(db, authorityId);
    return { authority, ...(await loadSettings(db, authorityId)) };
  };

  app.get('/api/authorities/me/settings', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getSettings',
      summary: '本局设置及其版本',
      tags: [TAGS.settings],
      response: { 200: stored },
    },
    handler: (request) => read(authorityOf(request)),
  });

  app.put('/api/authorities/me/settings', {
    config: { right: ADMIN },
    schema: {
      operationId: 'changeSettings',
      summary: '修改不须审批的设置（须带修改前的版本号和理由）；其余的提请审批',
      tags: [TAGS.settings],
      body: z.object({ expectedVersion: z.int().min(1), settings: settingsSchema, reason: text }),
      response: { 200: stored },
    },
    handler: async (request) => {
      const authorityId = authorityOf(request);
      const { body } = request;
      await inChange(deps, request, async (trx, authorityId, doing) => {
        const { settings } = await loadSettings(trx, authorityId);
        refuseUnapproved(settings, body.settings);
        await changeSettings(trx, authorityId, body, doing);
      });
      return read(authorityId);
    },
  });
};
