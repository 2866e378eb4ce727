import { join } from 'node:path';
import { eventsFile } from '../../../cli/keys/event-signing.ts';
import { DEFAULT_SETTINGS } from '../../../domain/settings/settings.ts';
import { addBureau } from '../../activities/support/bureau.ts';
import { addKeys, signBoth } from '../../activities/support/keys.ts';
import { bench, DRAW_DAY, lookAtDraw, OPENING } from '../../activities/support/play.ts';
import { thrownDice } from '../../activities/support/thrown-dice.ts';
import { type Exporting, startExporting } from './support/exporting.ts';

let exporting: Exporting;
beforeAll(async () => {
  exporting = await startExporting();
});
afterAll(() => exporting.stop());

describe('draw export of a live draw', () => {
  it('shows nothing of a secret list before its one-time code is revealed, and all of a live draw after', async () => {
    const { db, root, call, verify } = exporting;
    const THROWN_AT = '2021-01-11T02:00:00.000Z';
    const drawId = '2021-001';
    const draw = {
      ...DEFAULT_SETTINGS.draw,
      witness: { required: true, signOffWorkingDays: 5 },
      secrecy: { rows: 'all' as const, revealWorkingDays: 10 },
    };
    const authorityId = await addBureau(db, { id: 'secret', mode: 'live', settings: { draw } });
    await addKeys(db, authorityId);
    const table = await bench(db, thrownDice(THROWN_AT));
    for (const at of [OPENING, DRAW_DAY])
      await table.cycle.advanceCycle({ authorityId, subjectId: '2021-1', at });
    const look = (at: string) => lookAtDraw(table, authorityId, drawId, at);
    const signing = (at: string) => ({ db, draw: table.draw, authorityId, drawId, at });
    await look(DRAW_DAY);
    await signBoth(signing(DRAW_DAY), 'announcement');
    await look(THROWN_AT);
    await signBoth(signing(THROWN_AT), 'receipt');
    await look(THROWN_AT);
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
