import { DEFAULT_SETTINGS } from '../../../domain/settings/settings.ts';
import { answerDue, type Received } from '../../../domain/unit-link/answer-due.ts';
import { askedToStandBack } from '../../../domain/unit-link/asked-to-stand-back.ts';
import { shippedCalendar } from '../calendar/support.ts';

const due = (received: Received) => answerDue(received, DEFAULT_SETTINGS.task, shippedCalendar);

describe('the day by which a unit is answered', () => {
  const recusal = (receivedOn: string, visitDueOn: string | null) =>
    due({ kind: 'recusal', receivedOn, visitDueOn });

  it('is the next working day for who shall stand back, and never later than the visit', () => {
    // 5 April 2021 is a holiday, the days before it a weekend.
    expect(recusal('2021-04-02', '2021-04-30')).toBe('2021-04-06');
    expect(recusal('2021-04-02', '2021-04-02')).toBe('2021-04-02');
    expect(recusal('2021-04-02', null)).toBe('2021-04-06');
    expect(recusal('2021-04-02', '2021-03-30')).toBe('2021-04-02');
  });

  it('is fifteen working days off for all else, whatever becomes of the visit', () => {
    for (const kind of ['statement', 'objection', 'evidence'] as const)
      expect(due({ kind, receivedOn: '2021-03-01', visitDueOn: '2021-03-05' })).toBe('2021-03-22');
  });
});

describe('who is asked to stand back', () => {
  const seat = (officerId: string, name: string, seated = true) => ({ officerId, name, seated });
  const team = [seat('i1', '王铁柱'), seat('i2', '李建国'), seat('i3', '赵卫东', false)];
  const asked = (about: string | null, text: string) =>
    askedToStandBack({ about, text }, team).map(({ officerId }) => officerId);

  it('is who is named as the one it is about, or else in the reasons', () => {
    expect(asked('李建国', '他与王铁柱同科')).toEqual(['i2']);
    expect(asked(null, '王铁柱是我的表兄')).toEqual(['i1']);
  });

  it('is everybody where nobody is named, and nobody where he has left', () => {
    expect(asked(null, '有亲属关系')).toEqual(['i1', 'i2']);
    expect(asked('赵卫东', '有亲属关系')).toEqual([]);
  });
});
