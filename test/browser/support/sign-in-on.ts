import type { BrowserContext } from 'playwright-core';
import { openSession } from '../../../api/services/sessions.ts';
import type { EngineApp } from './engine-app.ts';

/** Somebody signs in on a phone that is there already, whoever was signed in before. */
export const signInOn = async (
  context: BrowserContext,
  { stage, made, app }: EngineApp,
  officerId: string,
): Promise<void> => {
  const nowMs = await stage.now();
  const session = { authorityId: made.authorityId, officerId };
  const token = await stage.db.transaction().execute((trx) => openSession(trx, session, nowMs));
  await context.addCookies([{ name: 'sid', value: token, url: app.url, httpOnly: true, sameSite: 'Lax' }]);
};
