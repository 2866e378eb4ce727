import { type RandomnessSettings, randomnessProblems } from '../../../domain/settings/randomness.ts';

const BEACON: RandomnessSettings = {
  mode: 'beacon',
  relays: ['https://relay.example', 'http://10.0.0.3:8081/drand'],
  noticeHours: 24,
  roundAfterCeremonyHours: 3,
  fallback: 'void',
  fallbackAfterHours: 24,
  ceremonyPlace: null,
};

describe('the settings of randomness', () => {
  it('can name relays, dice or both', () => {
    expect(randomnessProblems(BEACON)).toEqual([]);
    expect(
      randomnessProblems({ ...BEACON, mode: 'ceremony', relays: [], ceremonyPlace: '一楼大厅' }),
    ).toEqual([]);
    expect(
      randomnessProblems({ ...BEACON, mode: 'beacon-after-ceremony', ceremonyPlace: '一楼大厅' }),
    ).toEqual([]);
    expect(randomnessProblems({ ...BEACON, fallback: 'dice', ceremonyPlace: '一楼大厅' })).toEqual([]);
  });

  it.each<[string, Partial<RandomnessSettings>, string]>([
    ['a beacon without a relay', { relays: [] }, '至少一个中继站'],
    ['a relay that is no address', { relays: ['relay.example'] }, '不是有效的网址'],
    ['a relay of another protocol', { relays: ['ftp://relay.example'] }, '不是有效的网址'],
    ['a relay with a password', { relays: ['https://me:pw@relay.example'] }, '不含用户名和参数'],
    ['a relay with a query', { relays: ['https://relay.example?chain=x'] }, '不含用户名和参数'],
    ['a relay with a slash at its end', { relays: ['https://relay.example/'] }, '末尾不要斜线'],
    ['a relay that would split the announcement', { relays: ['https://relay.example/a、b'] }, '不要顿号'],
    ['one relay twice', { relays: ['https://a.example', 'https://a.example'] }, '重复'],
    ['dice without a place', { fallback: 'dice' }, '须写明投掷地点'],
    ['a ceremony without a place', { mode: 'ceremony', ceremonyPlace: ' ' }, '须写明投掷地点'],
    ['dice in place of dice', { mode: 'ceremony', fallback: 'dice', ceremonyPlace: 'x' }, '备用方式应为作废'],
    ['a notice shorter than clocks may be wrong', { noticeHours: 1 }, '公告期应为不少于 2'],
    ['a wait shorter than clocks may be wrong', { fallbackAfterHours: 0 }, '等候期应为不少于 2'],
    ['a round right after the dice', { roundAfterCeremonyHours: 1 }, '间隔应为不少于 2'],
    ['half hours', { noticeHours: 2.5 }, '整小时数'],
  ])('refuse %s', (_, changed, words) => {
    expect(randomnessProblems({ ...BEACON, ...changed }).join('；')).toContain(words);
  });
});
