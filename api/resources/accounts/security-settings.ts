import { z } from 'zod';
import { changeSecurity, readSecurity } from '../../../db/security-settings.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { inChange } from '../../http/in-change.ts';
import { TAGS } from '../../http/openapi.ts';
import {
  allowedProvider,
  assertIssuer,
  requireAllowed,
} from '../../services/identity-provider/provider-settings.ts';
import { role } from './account-schema.ts';

const ADMIN = { roles: ['admin'] } as const;
const SHORTEST_IDLE_MINUTES = 5;
const LONGEST_IDLE_MINUTES = 720;
const LONGEST = 200;
const short = z.string().trim().min(1).max(LONGEST);

const identityProvider = z.strictObject({
  name: short,
  issuer: z.url().max(LONGEST),
  clientId: short,
  claim: z.string().regex(/^[\w.:/-]{1,100}$/),
  matchBy: z.enum(['username', 'email']),
  checksSecondFactor: z.boolean(),
});

const settings = z.strictObject({
  secondFactorRoles: z.array(role),
  idleMinutes: z.int().min(SHORTEST_IDLE_MINUTES).max(LONGEST_IDLE_MINUTES),
  identityProvider: identityProvider.nullable(),
});

const stored = settings.extend({
  version: z.number(),
  /** Issuer that the operator of the installation has allowed to this authority. */
  allowedIssuer: z.string().nullable(),
  /** Where the provider sends people back to: to be entered there. */
  callbackAddress: z.string(),
});

export const securitySettingsRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db, config } = deps;
  const read = async (authorityId: string) => ({
    ...(await readSecurity(db, authorityId)),
    allowedIssuer: allowedProvider(config, authorityId)?.issuer ?? null,
    callbackAddress: `${config.publicBaseUrl}/sign-in/provider/answer`,
  });

  app.get('/api/authorities/me/security', {
    config: { right: ADMIN },
    schema: {
      operationId: 'getSecuritySettings',
      summary: '本局的账号安全设置',
      tags: [TAGS.people],
      response: { 200: stored },
    },
    handler: async (request) => {
      const found = await read(authorityOf(request));
      return { ...found, secondFactorRoles: [...found.secondFactorRoles] };
    },
  });

  app.put('/api/authorities/me/security', {
    config: { right: ADMIN },
    schema: {
      operationId: 'changeSecuritySettings',
      summary: '修改本局的账号安全设置（须带修改前的版本号）',
      tags: [TAGS.people],
      body: z.strictObject({ expectedVersion: z.int().min(1), settings }),
      response: { 204: z.null().describe('已修改') },
    },
    handler: async (request, reply) => {
      const { identityProvider: provider } = request.body.settings;
      if (provider !== null) {
        assertIssuer(config, provider.issuer);
        requireAllowed(config, authorityOf(request), provider.issuer);
      }
      await inChange(deps, request, (trx, authorityId, doing) =>
        changeSecurity(trx, authorityId, request.body, doing),
      );
      return reply.code(204).send(null);
    },
  });
};
