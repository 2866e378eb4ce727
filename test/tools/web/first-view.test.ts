import { buildWeb, WEB_DIRECTORY } from '../../../tools/web/build-web.ts';
import { firstViewBytes } from '../../../tools/web/first-view.ts';

const BUILD_MS = 240_000;
const TOO_LITTLE_BYTES = 50_000;

describe('what travels before a page shows, gzipped', () => {
  beforeAll(async () => {
    await buildWeb();
  }, BUILD_MS);

  it.each([
    ['the console with my work', 'console/index.html', ['console/pages/work/index.tsx'], 300_000],
    ['the field view', 'field/index.html', [], 150_000],
  ])('of %s stays below its limit', async (_what, page, more, limitBytes) => {
    const bytes = await firstViewBytes(WEB_DIRECTORY, page, more);
    expect(bytes).toBeGreaterThan(TOO_LITTLE_BYTES);
    expect(bytes).toBeLessThan(limitBytes);
  });
});
