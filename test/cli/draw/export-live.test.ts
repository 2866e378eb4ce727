import { join } from 'node:path';
import { eventsFile } from '../../../cli/keys/event-signing.ts';
import { publishedDraw } from '../../activities/support/dice-draw.ts';
import { type Exporting, startExporting } from './support/exporting.ts';

let exporting: Exporting;
beforeAll(async () => {
  exporting = await startExporting();
});
afterAll(() => exporting.stop());

describe('draw export of a live draw', () => {
  it('shows nothing of a secret list before its one-time code is revealed, and all of a live draw after', async () => {
    const { db, root, call, verify } = exporting;
    const { authorityId, look, drawId } = await publishedDraw(db, {
      id: 'secret',
      draw: {
        witness: { required: true, signOffWorkingDays: 5 },
        secrecy: { rows: 'all', revealWorkingDays: 10 },
      },
    });
    const directory = join(root, 'live');
    const early = await call(`${authorityId}/${drawId}`, directory);
    expect(early.code).toBe(1);
    expect(early.said).toMatch(/一次性密码尚未公开/);
    const events = () => eventsFile(db, authorityId, drawId, null);
    await expect(events()).rejects.toThrow('尚在保密');
    await look('2021-01-21T02:00:00.000Z');
    expect(await call(`${authorityId}/${drawId}`, directory)).toMatchObject({ code: 0 });
    expect((await events()).events).toMatchObject([{ kind: 'otc-revealed' }]);
    const { ok, firstWrong, remarks } = await verify(directory);
    expect(firstWrong).toBeNull();
    expect(ok).toBe(true);
    // Nobody else proves the time, no witness has spoken, the reveal is an event that nobody signed yet.
    expect(remarks.map(({ code }) => code)).toEqual([
      'keys',
      'time-proof',
      'receipt-signatures',
      'events',
      'event-signatures',
      'register',
    ]);
  });
});
