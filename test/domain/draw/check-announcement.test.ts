import type { Announcement } from '../../../domain/draw/announcement.ts';
import { checkAnnouncement } from '../../../domain/draw/check-announcement.ts';
import { checkSources } from '../../../domain/draw/check-sources.ts';
import { commitToOneTimeCode, saltOf } from '../../../domain/draw/prk.ts';
import { vectors } from '../../support/vectors.ts';

const golden = vectors<{ readonly name: string; readonly announcement: Announcement }[]>('dr1-draws.json');
const named = (name: string): Announcement => {
  const found = golden.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no golden draw ${name}`);
  return found.announcement;
};

type Change = Record<string, unknown>;
const changed = (announcement: Announcement, change: Change): Announcement =>
  ({ ...announcement, ...change }) as Announcement;

/** The announcement with one of its strata changed. */
const stratum = (announcement: Announcement, id: string, change: Change): Announcement =>
  changed(announcement, {
    strata: announcement.strata.map((each) => (each.id === id ? { ...each, ...change } : each)),
  });

const source = (announcement: Announcement, change: Change): Announcement =>
  changed(announcement, {
    sources: announcement.sources.map((each, index) => (index === 0 ? { ...each, ...change } : each)),
  });

describe('an announcement is refused', () => {
  const one = named('one row');
  const homes = named('own areas, then everywhere');
  const topped = named('topped up');
  const batches = named('batches by order');
  const beacon = named('a beacon');
  const dice = named('one-time code of five steps');
  const both = named('the beacon stays silent');
  const coded = named('weights, strata, one-time code');
  const whole = '1/全部';
  const withGiven = (given: Change): Announcement =>
    stratum(topped, '1/B', { topped_up: [{ from: '1/A', count: 2, ...given }] });

  it.each<[string, Announcement, RegExp]>([
    ['with an instant of another form', changed(one, { announced_at: '2021-02-26T01:00:00Z' }), /公告时间/],
    ['that draws more than there are', stratum(one, '1', { quota: 41 }), /多于可抽对象40个/],
    ['that keeps more in reserve than there are', stratum(one, '1', { reserve: 39 }), /递补39个，多于/],
    ['with a negative count', stratum(one, '1', { minimum: -1 }), /应为非负整数/],
    ['with a ratio that is called fixed', stratum(one, '1', { kind: 'fixed' }), /按比例抽取须写明比例/],
    ['with a row that is not in the plan', changed(one, { plan_rows: [2] }), /计划行1未列入/],
    ['with a row that no stratum draws', changed(one, { plan_rows: [1, 2] }), /计划行应与各层的计划行一致/],
    ['with a stratum twice', changed(one, { strata: [...one.strata, ...one.strata] }), /重复的分层/],
    ['whose stratum comes after itself', stratum(homes, whole, { after: [whole] }), /列在前面的层/],
    ['whose stratum comes after nobody knows', stratum(homes, whole, { after: ['9'] }), /列在前面的层/],
    [
      'whose stratum comes after one that is announced behind it',
      changed(homes, { strata: homes.strata.toReversed() }),
      /列在前面的层/,
    ],
    ['topped up from itself', withGiven({ from: '1/B' }), /补足来源“1\/B”/],
    ['topped up from another row', withGiven({ from: '2/A' }), /补足来源“2\/A”/],
    ['topped up by nothing', withGiven({ count: 0 }), /补足数量0/],
    [
      'topped up by more than was lacking',
      stratum(topped, '1/B', { topped_up: [{ from: '1/A', count: 3 }], quota: 7 }),
      /只缺2个，却有3个移到其他层/,
    ],
    ['with batches that do not add up', stratum(batches, '1', { batches: [] as never[], quota: 13 }), /不符/],
    [
      'with batches of another sum',
      stratum(batches, '1', {
        batches: batches.strata[0]?.batches.slice(1).map((b, n) => ({ ...b, no: n + 1 })),
      }),
      /各批合计9个/,
    ],
    [
      'with batches that leave a number out',
      stratum(batches, '1', { batches: batches.strata[0]?.batches.slice(1) }),
      /从1起连续编号/,
    ],
    [
      'with another chance than its numbers give',
      stratum(one, '1', { probability: { kind: 'certainty' } }),
      /应为uniform/,
    ],
    [
      'with a better chance than its numbers give',
      stratum(one, '1', { probability: { kind: 'uniform', numerator: 3, denominator: 40 } }),
      /应为2\/40/,
    ],
    [
      'with the rehearsal’s source in a real draw',
      changed(one, { rehearsal: false, signers: beacon.signers }),
      /正式抽取不接受/,
    ],
    ['without a source', changed(one, { sources: [] }), /没有随机数来源/],
    [
      'with the same source twice',
      changed(both, { sources: [both.sources[0], both.sources[0]] }),
      /来源重复/,
    ],
    ['with too few dice', source(dice, { least: 38 }), /不少于39次/],
    ['with six-sided dice', source(dice, { faces: 6 }), /十面骰子/],
    ['with digits read another way', source(dice, { normalisation: 'with spaces' }), /记录方法/],
    ['with a round before its notice', changed(beacon, { notice_hours: 5000 }), /不足5000小时/],
    ['with a round at another instant', source(beacon, { round: 640_001 }), /的时刻应为/],
    ['with a beacon of another scheme', source(beacon, { scheme: 'pedersen-bls-chained' }), /签名方案/],
    [
      'with a fallback of another name',
      changed(both, { fallback: { ...both.fallback, source: { ...both.sources[0], id: 'dice-2' } } }),
      /应为“dice-fallback”/,
    ],
    [
      'with a key that signs for both',
      changed(beacon, { signers: { operator: '0a'.repeat(16), supervisor: '0a'.repeat(16) } }),
      /不能是同一密钥/,
    ],
    ['that is real and names nobody who signs', changed(beacon, { signers: null }), /须写明抽取人和监督人/],
    [
      'with a key id that is none',
      changed(beacon, { signers: { operator: 'x', supervisor: 'y' } }),
      /密钥编号/,
    ],
    [
      'with a commitment that is no hash',
      changed(coded, { otc_commit: { hash: 'x', iterations: 1 } }),
      /一次性密码的承诺/,
    ],
    [
      'with a code of no steps',
      changed(coded, { otc_commit: { hash: 'ab'.repeat(32), iterations: 0 } }),
      /次数为0/,
    ],
  ])('%s', (_what, announcement, message) => {
    expect(() => checkAnnouncement(announcement)).toThrow(message);
  });

  it.each(golden)('unless it is right: $name', ({ announcement }) => {
    expect(() => checkAnnouncement(announcement)).not.toThrow();
  });
});

describe('values of randomness', () => {
  const both = named('the beacon stays silent');
  const digits = '7'.repeat(39);
  const value = 'ab'.repeat(32);
  const [dice, drand, last] = [
    { id: 'dice', value: digits },
    { id: 'drand', value },
    { id: 'dice-fallback', value: digits },
  ];

  it.each([
    ['all that were announced', [dice, drand]],
    ['the fallback in the place of the last', [dice, last]],
    ['the fallback in the place of the first', [drand, last]],
    ['the fallback alone', [last]],
  ])('may be %s', (_what, given) => {
    expect(() => checkSources(both, given)).not.toThrow();
  });

  it.each([
    ['in another order', [drand, dice], /与公告不符/],
    ['with one missing', [dice], /与公告不符/],
    ['with the fallback beside all that came', [dice, drand, last], /与公告不符/],
    ['with the fallback first', [last, dice], /与公告不符/],
    ['with too few digits', [{ id: 'dice', value: digits.slice(1) }, drand], /不少于39位/],
    ['with spaces between digits', [{ id: 'dice', value: digits.split('').join(' ') }, drand], /不含空格/],
    ['with randomness in capitals', [dice, { id: 'drand', value: value.toUpperCase() }], /64位小写/],
  ])('may not come %s', (_what, given, message) => {
    expect(() => checkSources(both, given)).toThrow(message);
  });

  it('cannot be those of a fallback that was not announced', () => {
    expect(() => checkSources(named('dice, then a beacon'), [dice, last])).toThrow(/与公告不符/);
  });
});

describe('a one-time code', () => {
  const secret = '42'.repeat(32);

  it('enters the key one step before what was published', () => {
    const commitment = commitToOneTimeCode(secret, 3);
    expect(saltOf(commitment, secret)).not.toEqual(saltOf(commitToOneTimeCode(secret, 2), secret));
    expect(saltOf('none', undefined)).toEqual(new Uint8Array(32));
  });

  it('is refused where it is missing, not wanted, malformed or another', () => {
    const commitment = commitToOneTimeCode(secret, 3);
    expect(() => saltOf(commitment, undefined)).toThrow(/尚未揭示/);
    expect(() => saltOf('none', secret)).toThrow(/公告没有一次性密码/);
    expect(() => saltOf(commitment, secret.slice(2))).toThrow(/与公告的承诺不符/);
    expect(() => saltOf(commitment, secret.slice(0, 30))).toThrow(/不少于16字节/);
    expect(() => saltOf(commitment, `${secret.slice(1)}x`)).toThrow(/小写十六进制/);
  });
});
