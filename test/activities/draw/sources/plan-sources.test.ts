import fc from 'fast-check';
import { planSources } from '../../../../activities/draw/sources/plan-sources.ts';
import { QUICKNET } from '../../../../domain/beacon/chain.ts';
import { CLOCK_TOLERANCE_MS } from '../../../../domain/beacon/rounds.ts';
import { dateAt } from '../../../../domain/calendar/dates.ts';
import { buildCalendar } from '../../../../domain/calendar/working-calendar.ts';
import type { Announcement } from '../../../../domain/draw/announcement.ts';
import { checkAnnouncedSources } from '../../../../domain/draw/check-sources.ts';
import { diceWindow, roundMs } from '../../../../domain/randomness/source-facts.ts';
import {
  RANDOMNESS_MODES,
  type RandomnessSettings,
  randomnessProblems,
} from '../../../../domain/settings/randomness.ts';

const HOUR = 3_600_000;
const calendar = buildCalendar([]);
const instant = (ms: number): string => `${new Date(ms).toISOString().slice(0, 23)}000Z`;

const SETTINGS = fc
  .record({
    mode: fc.constantFrom(...RANDOMNESS_MODES),
    noticeHours: fc.integer({ min: 2, max: 200 }),
    roundAfterCeremonyHours: fc.integer({ min: 2, max: 72 }),
    fallback: fc.constantFrom('void' as const, 'dice' as const),
    fallbackAfterHours: fc.integer({ min: 2, max: 200 }),
  })
  .map(
    (given): RandomnessSettings => ({
      ...given,
      fallback: given.mode === 'ceremony' ? 'void' : given.fallback,
      relays: given.mode === 'ceremony' ? [] : ['https://a.example', 'https://b.example'],
      ceremonyPlace: '一楼大厅',
    }),
  );
const AT = fc.integer({ min: Date.parse('2024-01-01T00:00:00Z'), max: Date.parse('2030-01-01T00:00:00Z') });
const SIGNING = fc.integer({ min: 1, max: 48 });

const planned = (settings: RandomnessSettings, atMs: number, signingHours: number, latestOn = '2099-12-31') =>
  planSources(settings, QUICKNET, { announcedAt: instant(atMs), latestOn, calendar, signingHours });

describe('what an announcement names', () => {
  it('is accepted by the announcement’s own check, whatever the hour and the settings', () => {
    fc.assert(
      fc.property(SETTINGS, AT, SIGNING, (settings, atMs, signingHours) => {
        expect(randomnessProblems(settings)).toEqual([]);
        const plan = planned(settings, atMs, signingHours);
        if ('waitingFor' in plan) throw new Error(plan.waitingFor);
        const { sources, noticeHours: notice_hours, fallback } = plan;
        const announcement = {
          sources,
          notice_hours,
          fallback,
          announced_at: instant(atMs),
          rehearsal: false,
        };
        checkAnnouncedSources(announcement as unknown as Announcement);
        for (const text of [fallback.text, ...sources.map(({ where }) => where)]) {
          expect(text).toBe(text.normalize('NFC'));
        }
      }),
    );
  });

  it('lies behind the signing and the notice; the ceremony on a working day, the round behind the dice', () => {
    fc.assert(
      fc.property(SETTINGS, AT, SIGNING, (settings, atMs, signingHours) => {
        const plan = planned(settings, atMs, signingHours);
        if ('waitingFor' in plan) throw new Error(plan.waitingFor);
        const { sources, fallback } = plan;
        const earliestMs = atMs + (signingHours + settings.noticeHours) * HOUR;
        for (const source of sources) {
          expect(Date.parse(source.when)).toBeGreaterThanOrEqual(earliestMs);
          expect(Date.parse(fallback.wait_until)).toBeGreaterThan(Date.parse(source.when) + HOUR);
        }
        const [dice] = sources.filter((source) => source.kind === 'dice');
        if (dice?.kind !== 'dice') return;
        expect(calendar.isWorkingDay(dateAt(Date.parse(dice.when)))).toBe(true);
        const facts = {
          announcement: { sources, fallback },
          fellBack: false,
          values: new Map<string, string>(),
        };
        const { fromMs, untilMs } = diceWindow(facts, dice);
        expect((untilMs ?? 0) - fromMs).toBeGreaterThanOrEqual(HOUR);
        const [beacon] = sources.filter((source) => source.kind === 'drand');
        if (beacon?.kind === 'drand') expect(roundMs(beacon) - (untilMs ?? 0)).toBe(CLOCK_TOLERANCE_MS);
      }),
    );
  });

  it('fits before the latest day, or is not announced', () => {
    const settings: RandomnessSettings = {
      ...({
        mode: 'beacon',
        relays: ['https://a.example'],
        fallback: 'void',
        ceremonyPlace: '大厅',
      } as const),
      ...{ noticeHours: 24, roundAfterCeremonyHours: 3, fallbackAfterHours: 24 },
    };
    const atMs = Date.parse('2024-03-04T02:00:00Z');
    // One day each for signing, notice and wait: the 7th.
    expect(planned(settings, atMs, 24, '2024-03-07')).toHaveProperty('sources');
    expect(planned(settings, atMs, 24, '2024-03-06')).toHaveProperty('waitingFor');
    // Dice in place of the beacon need a day more.
    expect(planned({ ...settings, fallback: 'dice' }, atMs, 24, '2024-03-07')).toHaveProperty('waitingFor');
    expect(planned({ ...settings, fallback: 'dice' }, atMs, 24, '2024-03-08')).toHaveProperty('sources');
  });

  it('says in Chinese what happens when a source stays silent', () => {
    const settings: RandomnessSettings = {
      ...({ mode: 'beacon-after-ceremony', relays: ['https://a.example'], fallback: 'dice' } as const),
      ...{ noticeHours: 24, roundAfterCeremonyHours: 3, fallbackAfterHours: 24, ceremonyPlace: '一楼大厅' },
    };
    const plan = planned(settings, Date.parse('2024-03-04T02:00:00Z'), 24);
    expect(plan).toMatchObject({
      fallback: {
        text:
          '现场投骰结果未在规定时间内由两人一致录入的，本次抽取作废，编号保留，另行公告后以新的编号重新抽取。' +
          '截至2024年3月7日13时00分（届时再查询一次）仍未取得经公钥验证的同一轮次签名的，改为在一楼大厅当众投掷骰子，由两人分别录入；此后取得的该轮次不再采用。' +
          '检查人员不足以组成检查组的，本次抽取作废，编号保留，补足人员后以新的编号重新抽取。',
      },
    });
  });
});
