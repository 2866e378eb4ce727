import type { Kysely } from 'kysely';
import type { Page } from 'playwright-core';
import { openSession } from '../../../api/services/sessions.ts';
import type { Database } from '../../../db/connect.ts';
import type { BrowserApp, OpenOptions } from './browser.ts';

interface Bureau {
  readonly db: Kysely<Database>;
  readonly authorityId: string;
  readonly nowMs: number;
}

/** A page of one of a bureau's people, by his id: `i1`, `reviewer`, `approver` … */
export type OpenAs = (officerId: string, path: string, options?: Pick<OpenOptions, 'size'>) => Promise<Page>;

/** A page that has not shown something by then will not. */
const WAIT_MS = 10_000;

/** Pages of people who have no password: each gets a session of his own. */
export const pagesOf =
  (app: BrowserApp, { db, authorityId, nowMs }: Bureau): OpenAs =>
  async (officerId, path, size) => {
    const session = { authorityId, officerId };
    const token = await db.transaction().execute((trx) => openSession(trx, session, nowMs));
    const page = await app.open('/sign-in', size);
    await page
      .context()
      .addCookies([{ name: 'sid', value: token, url: app.url, httpOnly: true, sameSite: 'Lax' }]);
    page.setDefaultTimeout(WAIT_MS);
    await page.goto(app.url + path);
    return page;
  };
