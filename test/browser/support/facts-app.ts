import type { Kysely } from 'kysely';
import type { ApiDeps } from '../../../api/deps.ts';
import type { Database } from '../../../db/connect.ts';
import { HOME } from '../../api/support/app.ts';
import { addFacts } from '../../api/support/facts.ts';
import { type BrowserApp, startBrowserApp } from './browser.ts';

/**
 * The pages over the usual facts of a bureau, for as long as the tests of one `describe` run.
 * @param add what these tests need besides
 * @param more what the application is built with beside the usual
 */
export const appWithFacts = (
  add: (db: Kysely<Database>) => Promise<unknown> = async () => undefined,
  more: Partial<ApiDeps> = {},
): Pick<BrowserApp, 'test' | 'url' | 'open'> => {
  let app: BrowserApp;
  beforeAll(async () => {
    app = await startBrowserApp(more);
    await addFacts(app.test.db, HOME);
    await add(app.test.db);
  });
  afterAll(() => app?.close());
  return {
    get test() {
      return app.test;
    },
    get url() {
      return app.url;
    },
    open: (path, options) => app.open(path, options),
  };
};
