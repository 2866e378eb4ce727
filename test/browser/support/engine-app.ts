/** The console on a real engine: a bureau whose first cycle has drawn, its workflows running, pages of any of its people. */
import type { ApiDeps } from '../../../api/deps.ts';
import { engineOver } from '../../../api/services/engine.ts';
import type { Case, CaseOptions } from '../../support/cases/case.ts';
import { type Stage, startStage } from '../../support/cases/stage.ts';
import { type BrowserApp, startBrowserApp } from './browser.ts';
import { type OpenAs, pagesOf } from './pages-of.ts';

export interface EngineApp {
  readonly stage: Stage;
  readonly made: Case;
  readonly app: BrowserApp;
  readonly openAs: OpenAs;
  close(): Promise<void>;
}

/** Five visits of one plan row, dispatched to five teams of two. */
const USUAL: Omit<CaseOptions, 'openedOn'> = {
  id: 'pinglu',
  rows: [{ number: '202101', itemId: 'freight', order: [1, 2, 3, 4, 5, 6, 7, 8], drawn: 5 }],
  inspectors: 10,
};

/** @param more what the application is built with beside the usual */
export const startEngineApp = async (
  options: Omit<CaseOptions, 'openedOn'> = USUAL,
  more: Partial<ApiDeps> = {},
): Promise<EngineApp> => {
  const stage = await startStage({ initialTime: '2021-01-04T02:00:00.000Z' });
  const made = await stage.addCase(options);
  await stage.db.insertInto('installation').values({ mode: 'rehearsal' }).execute();
  await stage.dispatch(made);
  // Late enough for a visit to have been, on the day of the dispatch.
  await stage.sleepTo('2021-01-04', '15:00');
  const nowMs = await stage.now();
  const temporal = engineOver(stage.client);
  const app = await startBrowserApp({ db: stage.db, temporal, now: () => nowMs, ...more }, 'rehearsal');
  return {
    ...{ stage, made, app },
    openAs: pagesOf(app, { db: stage.db, authorityId: made.authorityId, nowMs }),
    close: async () => {
      await app.close();
      await temporal.close();
      await stage.stop();
    },
  };
};
