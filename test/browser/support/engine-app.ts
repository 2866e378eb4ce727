/** The console on a real engine: a bureau whose first cycle has drawn, its workflows running, pages of any of its people. */
import type { Page } from 'playwright-core';
import { engineOver } from '../../../api/services/engine.ts';
import { openSession } from '../../../api/services/sessions.ts';
import type { Case, CaseOptions } from '../../support/cases/case.ts';
import { type Stage, startStage } from '../../support/cases/stage.ts';
import { type BrowserApp, type OpenOptions, startBrowserApp } from './browser.ts';

export interface EngineApp {
  readonly stage: Stage;
  readonly made: Case;
  readonly app: BrowserApp;
  /** A page of one of the bureau's people: `i1`, `reviewer`, `approver` … */
  openAs(officerId: string, path: string, options?: Pick<OpenOptions, 'size'>): Promise<Page>;
  close(): Promise<void>;
}

/** A page that has not shown something by then will not. */
const WAIT_MS = 10_000;

/** Five visits of one plan row, dispatched to five teams of two. */
const USUAL: Omit<CaseOptions, 'openedOn'> = {
  id: 'pinglu',
  rows: [{ number: '202101', itemId: 'freight', order: [1, 2, 3, 4, 5, 6, 7, 8], drawn: 5 }],
  inspectors: 10,
};

export const startEngineApp = async (options: Omit<CaseOptions, 'openedOn'> = USUAL): Promise<EngineApp> => {
  const stage = await startStage({ initialTime: '2021-01-04T02:00:00.000Z' });
  const made = await stage.addCase(options);
  await stage.db.insertInto('installation').values({ mode: 'rehearsal' }).execute();
  await stage.dispatch(made);
  // Late enough for a visit to have been, on the day of the dispatch.
  await stage.sleepTo('2021-01-04', '15:00');
  const nowMs = await stage.now();
  const temporal = engineOver(stage.client);
  const app = await startBrowserApp({ db: stage.db, temporal, now: () => nowMs }, 'rehearsal');
  return {
    ...{ stage, made, app },
    openAs: async (officerId, path, size) => {
      const session = { authorityId: made.authorityId, officerId };
      const token = await stage.db.transaction().execute((trx) => openSession(trx, session, nowMs));
      const page = await app.open('/sign-in', size);
      await page
        .context()
        .addCookies([{ name: 'sid', value: token, url: app.url, httpOnly: true, sameSite: 'Lax' }]);
      page.setDefaultTimeout(WAIT_MS);
      await page.goto(app.url + path);
      return page;
    },
    close: async () => {
      await app.close();
      await temporal.close();
      await stage.stop();
    },
  };
};
