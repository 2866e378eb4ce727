import { chromium, type Page } from 'playwright-core';
import type { RoomOptions } from '../../../cli/rehearse/by-hand/open-room.ts';
import { startRoom, type TestRoom } from '../../support/rehearsal/room.ts';
import { CHROMIUM, DESKTOP, watch } from './browser.ts';

/** A crowded machine takes its time. */
const SLOW_MS = 60_000;

export interface RoomBrowser {
  readonly room: TestRoom;
  /** A page of a session of its own, entered by the link. */
  enter(size?: { readonly width: number; readonly height: number }): Promise<Page>;
  close(): Promise<void>;
}

/** A rehearsal by hand, and a browser at its console. */
export const startRoomBrowser = async (more: Partial<RoomOptions> = {}): Promise<RoomBrowser> => {
  if (CHROMIUM === undefined) throw new Error('no Chromium on this machine');
  const room = await startRoom(more);
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  return {
    room,
    enter: async (viewport = DESKTOP) => {
      const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
      context.setDefaultTimeout(SLOW_MS);
      const page = await context.newPage();
      watch(page);
      await page.goto(room.entryUrl);
      return page;
    },
    close: async () => {
      await browser.close();
      await room.stop();
    },
  };
};
