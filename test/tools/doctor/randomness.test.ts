import type { RandomnessSettings } from '../../../domain/settings/randomness.ts';
import { DEFAULT_SETTINGS } from '../../../domain/settings/settings.ts';
import { loadConfig } from '../../../runtime/environment.ts';
import { randomnessFinding } from '../../../tools/doctor/randomness.ts';
import { startDrandRelay } from '../../../tools/drand-relay/drand-relay.ts';
import { addBureau } from '../../activities/support/bureau.ts';
import { createTestDatabase } from '../../support/database.ts';

const CEREMONY: RandomnessSettings = {
  ...({ mode: 'ceremony', relays: [], ceremonyPlace: '一楼大厅', fallback: 'void' } as const),
  ...{ noticeHours: 24, roundAfterCeremonyHours: 3, fallbackAfterHours: 24 },
};

const findingFor = async (randomness: RandomnessSettings | null) => {
  const test = await createTestDatabase();
  try {
    const settings = { draw: { ...DEFAULT_SETTINGS.draw, randomness } };
    await addBureau(test.db, { id: 'examined', mode: 'live', units: 0, rows: [], settings });
    return await randomnessFinding(loadConfig({ DATABASE_URL: test.url }));
  } finally {
    await test.drop();
  }
};

describe('the doctor’s look at randomness', () => {
  it('names the authorities whose live draws would wait', async () => {
    expect(await findingFor(null)).toMatchObject({ state: 'missing', found: '未配置：examined' });
  });

  it('is content with dice', async () => {
    expect(await findingFor(CEREMONY)).toMatchObject({ state: 'ready' });
  });

  it('asks the relays, and believes only what they prove', async () => {
    const [honest, liar] = [await startDrandRelay(), await startDrandRelay()];
    liar.fail('wrong-signature');
    try {
      const beacon = (...relays: string[]) => findingFor({ ...CEREMONY, mode: 'beacon', relays });
      expect(await beacon(honest.url)).toMatchObject({ state: 'ready' });
      expect(await beacon(honest.url, liar.url)).toMatchObject({
        ...{ state: 'fallback', wayOut: `没有应答：${liar.url}` },
        found: expect.stringContaining('1/2'),
      });
      expect(await beacon(liar.url)).toMatchObject({ state: 'fault' });
    } finally {
      await honest.stop();
      await liar.stop();
    }
  });
});
