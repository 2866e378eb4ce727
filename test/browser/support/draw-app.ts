import type { Page } from 'playwright-core';
import {
  DRAW_ID,
  type LiveDrawOptions,
  type LiveDrawScene,
  startLiveDraw,
} from '../../api/support/live-draw.ts';
import { type BrowserApp, type OpenOptions, startBrowserApp } from './browser.ts';

/** A draw on the production workers takes its time, on a crowded machine more. */
export const DRAW_TEST_MS = 600_000;
/** The room asks every other second; opening a key takes its time as well. */
const SOON_MS = 40_000;
export const DRAW_PAGE = `/console/draws/${DRAW_ID}`;

interface DrawApp {
  readonly scene: LiveDrawScene;
  readonly url: string;
  /** A page that waits as long as a draw may take. */
  open(path: string, options: OpenOptions): Promise<Page>;
}

interface DrawAppOptions extends LiveDrawOptions {
  /** What has come about before the pages are opened. */
  readonly begin?: (scene: LiveDrawScene) => Promise<unknown>;
}

/** The console over a live draw, for as long as the tests of one `describe` run. */
export const appWithDraw = ({ begin = async () => undefined, ...options }: DrawAppOptions = {}): DrawApp => {
  let scene: LiveDrawScene;
  let app: BrowserApp;
  beforeAll(async () => {
    scene = await startLiveDraw(options);
    await begin(scene);
    app = await startBrowserApp(scene.deps);
  }, DRAW_TEST_MS);
  afterAll(async () => {
    await app?.close();
    await scene?.stop();
  });
  return {
    get scene() {
      return scene;
    },
    get url() {
      return app.url;
    },
    open: async (path, options) => {
      const page = await app.open(path, options);
      page.setDefaultTimeout(SOON_MS);
      return page;
    },
  };
};
