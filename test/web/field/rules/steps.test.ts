import { canonical, linesOf, signedOf } from '../../../../web/field/rules/signed.ts';
import { lacksBeforeSigning, lacksOf, stepStates, type Whole } from '../../../../web/field/rules/steps.ts';
import { mismatchOf } from '../../../../web/field/rules/unit-code.ts';
import type { Common, Draft, Finding, Visit } from '../../../../web/field/store/types.ts';

const AT = '2021-03-01T01:00:00.000Z';
const END = '2021-03-01T02:00:00.000Z';
const LINE = { itemId: 'freight', lineNo: 1, part: '车辆', text: '是否持证', legalBasis: '第八条' };
const VISIT = {
  id: 't1',
  unit: { name: '宏远货运', code: '91140603DEM00006C3' },
  items: [{ rowNumber: '1', itemId: 'freight', name: '货运', kind: '', legalBasis: '', method: '' }],
  team: [
    { officerId: 'li', name: '李某', certificateNumber: '1' },
    { officerId: 'wang', name: '王某', certificateNumber: '2' },
  ],
} as unknown as Visit;
const COMMON = {
  checklist: [LINE],
  resultCodes: [
    { code: '1', name: '未发现问题', meaning: 'clean' },
    { code: '5', name: '发现问题已责令改正', meaning: 'findings-ordered' },
  ],
} as unknown as Common;
const FINDING: Finding = {
  ...{ key: 'f1', itemId: 'freight', text: '没有持证', article: '第八条' },
  ...{ measure: 'correct-by-date', days: 5, dueOn: '2021-03-08' },
};
const DRAFT: Draft = {
  ...{ taskId: 't1', changedAt: AT, startedAt: AT, endedAt: END, place: '停车场', codes: ['5'], remark: '' },
  entry: { way: 'typed', code: '0006C3', matches: true, note: '', at: AT, place: null },
  certificates: { li: { shown: true, at: AT }, wang: { shown: true, at: AT } },
  ...{ companion: { name: '', position: '' }, answers: { 'freight#1': { answer: 'no', note: '' } } },
  ...{ findings: [FINDING], signedText: null, inspectorSignatures: {}, unitSignature: null, refusal: null },
  submittedAt: null,
};
const EMPTY: Draft = {
  ...DRAFT,
  ...{ startedAt: null, endedAt: null, place: '', codes: [], entry: null, certificates: {}, answers: {} },
  findings: [],
};
const whole = (draft: Draft): Whole => ({ visit: VISIT, draft, common: COMMON, files: [] });
const textsOf = (draft: Draft) => lacksBeforeSigning(whole(draft)).map(({ text }) => text);
const SIGNATURE = { fileId: 'x', sha256: 'y', at: END };
const signed = (draft: Draft): Draft => ({
  ...draft,
  signedText: canonical(signedOf(draft, linesOf(VISIT, COMMON.checklist))),
  inspectorSignatures: { li: SIGNATURE, wang: SIGNATURE },
  unitSignature: { ...SIGNATURE, name: '赵某' },
});

describe('the steps of a visit on the phone', () => {
  it('hold back the signing of a record that lacks anything but the signatures', () => {
    expect(textsOf(DRAFT)).toEqual([]);
    expect(textsOf(EMPTY)).toEqual([
      ...['尚未登记扫码入企', '尚未登记李某是否亮证', '尚未登记王某是否亮证'],
      '还有 1 项没有填写（未填写不等于合格）',
      ...['尚未选择检查结果', '请填写检查地点', '请填写检查开始时间', '请填写检查结束时间'],
    ]);
  });

  it('lead to the very field that is missing', () => {
    const draft = { ...DRAFT, answers: {}, findings: [FINDING, { ...FINDING, key: 'f2', dueOn: null }] };
    expect(lacksBeforeSigning(whole(draft))).toEqual([
      {
        ...{ id: 'checklist', title: '检查表', part: 'line-freight#1' },
        text: '还有 1 项没有填写（未填写不等于合格）',
      },
      {
        ...{ id: 'findings', title: '问题与处置', part: 'finding-f2-term' },
        text: '第 2 个问题没有确定改正期限',
      },
    ]);
  });

  it('count no name that stands under another text', () => {
    expect(stepStates(whole(signed(DRAFT))).sign).toEqual({
      said: '检查人员 2/2，检查对象已签',
      missing: [],
    });
    const changed = { ...signed(DRAFT), remark: '后来添加' };
    expect(stepStates(whole(changed)).sign).toMatchObject({
      said: '原签名作废，须重新签名',
      isVoid: true,
    });
    expect(lacksOf(whole(changed)).map(({ text }) => text)).toEqual([
      '签名后内容有改动，原签名作废，请双方重新签名',
    ]);
  });

  it('let the names under a record of the first form stand', () => {
    const { visit: _, ...found } = signedOf(DRAFT, linesOf(VISIT, COMMON.checklist));
    const old = { ...signed(DRAFT), signedText: canonical(found) };
    expect(lacksOf(whole(old))).toEqual([]);
    expect(stepStates(whole(old)).sign.said).toBe('检查人员 2/2，检查对象已签');
  });

  it.each([
    [null, '现场无码'],
    ['0C3', '编码不一致'],
    ['6 c3', '输入少于六位'],
    ['123456', '编码不一致'],
    ['91140603DEM00009YX', '编码不一致'],
  ])('say of the code %s at the door what is wrong with it', (code, said) => {
    expect(mismatchOf(VISIT, { code }).title).toContain(said);
  });
});
