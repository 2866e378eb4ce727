import { isTimeProven } from '../../../domain/draw/time-proven.ts';

describe('the time of an announcement', () => {
  it('is proved by a time stamp or a countersignature, never by a copy elsewhere alone', () => {
    expect(isTimeProven([])).toBe(false);
    expect(isTimeProven([{ kind: 'outside-copy' }, { kind: 'outside-copy' }])).toBe(false);
    expect(isTimeProven([{ kind: 'outside-copy' }, { kind: 'time-stamp' }])).toBe(true);
    expect(isTimeProven([{ kind: 'countersignature' }])).toBe(true);
  });
});
