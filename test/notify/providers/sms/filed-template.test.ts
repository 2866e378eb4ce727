import fc from 'fast-check';
import { FiledTemplates, fitterOf } from '../../../../notify/providers/sms/filed-template.ts';
import { BUREAU, FILED_TEXT, filed, sampleSms } from './support.ts';

const LIMIT = 35;
const problemsOf = (entry: object): string[] => {
  const parsed = FiledTemplates.safeParse([entry]);
  return parsed.success ? [] : parsed.error.issues.map(({ message }) => message);
};
const noticeOf = (text: string) => ({ ...sampleSms(1), text: `【${BUREAU}】${text}` });

describe('a filed template', () => {
  it('gives variables that put into its text are the message again, letter by letter', () => {
    const value = fc.string({ minLength: 1, maxLength: LIMIT, unit: 'grapheme' });
    const fitter = fitterOf([filed('SMS_1')], LIMIT);
    fc.assert(
      fc.property(value, value, (unitName, dueOn) => {
        fc.pre([...unitName].length <= LIMIT && [...dueOn].length <= LIMIT);
        const put = (name: string, to: string) => (text: string) => text.replace(`\${${name}}`, () => to);
        const text = put('dueOn', dueOn)(put('unitName', unitName)(FILED_TEXT));
        const fitting = fitter(noticeOf(text));
        if ('problem' in fitting) throw new Error(fitting.problem);
        const again = fitting.variables.reduce(
          (filled, { name, value: to }) => put(name, to)(filled),
          FILED_TEXT,
        );
        expect(again).toBe(text);
      }),
    );
  });

  it('is chosen among several of one notice by the words, as a reminder changes with its phase', () => {
    const overdue = filed('SMS_2', { text: `\${unitName}：贵单位的整改已逾期，请尽快完成。` });
    const fitter = fitterOf([filed('SMS_1'), overdue], LIMIT);
    expect(fitter(sampleSms(1))).toMatchObject({ code: 'SMS_1' });
    expect(fitter(noticeOf('甲公司：贵单位的整改已逾期，请尽快完成。'))).toMatchObject({
      code: 'SMS_2',
      variables: [{ name: 'unitName', value: '甲公司' }],
    });
  });

  it('says why a message cannot go by it', () => {
    const of = (entry: object, message = sampleSms(1)) =>
      fitterOf([{ ...filed('SMS_1'), ...entry }], LIMIT)(message);
    expect(of({ version: 2 })).toEqual({ problem: expect.stringContaining('没有在该短信平台报备模板') });
    expect(of({ state: 'rejected' as const })).toEqual({ problem: expect.stringContaining('尚未通过审核') });
    expect(of({ signature: '另一家交通运输局' })).toEqual({ problem: expect.stringContaining('短信签名') });
    expect(of({}, noticeOf('完全不同的文字'))).toEqual({ problem: expect.stringContaining('不一致') });
  });

  it('is checked as it is configured', () => {
    expect(problemsOf(filed('SMS_1'))).toEqual([]);
    expect(problemsOf(filed('SMS_1', { text: `\${a}\${b}` }))).toContain(
      'has two variables side by side, which providers refuse',
    );
    expect(problemsOf(filed('SMS_1', { text: `\${a}，\${a}` }))).toContain('names a variable twice');
    expect(problemsOf(filed('SMS_1', { text: '【局】通知' }))).toHaveLength(1);
    expect(problemsOf(filed('SMS_1', { limits: { other: 3 } }))).toContain(
      'has no variable other, which limits names',
    );
    expect(problemsOf(filed('SMS_1', { state: 'maybe' }))).toHaveLength(1);
  });
});
