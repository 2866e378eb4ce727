import { z } from 'zod';
import { changeSettings, getAuthority, loadSettings } from '../../db/authority.ts';
import type { AuthoritySettings } from '../../domain/settings/settings.ts';
import type { ApiDeps } from '../deps.ts';
import type { ApiApp } from '../http/api-app.ts';
import { authorityOf, doingOf } from '../http/doing.ts';
import { TAGS } from '../http/openapi.ts';
import { settingsSchema } from './settings-schema.ts';

/** The one who speaks for settings: every other role reads them. */
const ADMIN = { roles: ['admin'] } as const;

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
      summary: '修改本局设置（须带修改前的版本号）',
      tags: [TAGS.settings],
      body: z.object({ expectedVersion: z.int().min(1), settings: settingsSchema }),
      response: { 200: stored },
    },
    handler: async (request) => {
      const authorityId = authorityOf(request);
      const { expectedVersion, settings } = request.body;
      const change = { expectedVersion, settings };
      await db
        .transaction()
        .execute((trx) => changeSettings(trx, authorityId, change, doingOf(deps, request)));
      return read(authorityId);
    },
  });
};
