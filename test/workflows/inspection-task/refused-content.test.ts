import type { CaseCommand, Content } from '../../support/cases/commands.ts';
import { approval, cleanResult, closedDown, finding, visit } from '../../support/cases/contents.ts';
import { cancellation, extension, swap, tasksInEveryState } from './every-state.ts';

type Wrong = readonly [
  what: string,
  more: Readonly<Record<string, unknown>>,
  field: string | null,
  message: RegExp,
];

describe('a task refuses, without a trace,', () => {
  const on = tasksInEveryState();

  const refusesEach = async (
    state: string,
    command: CaseCommand,
    right: Content,
    wrong: readonly Wrong[],
  ) => {
    for (const [what, more, field, message] of wrong) {
      const refusal = await on.stage.refused(() =>
        on.stage.send(command, on.at(state).id, { ...right, ...more }),
      );
      expect({ what, ...refusal }).toEqual({
        what,
        code: 'InvalidInput',
        field,
        message: expect.stringMatching(message),
      });
    }
  };

  it('a visit whose time or place cannot be', async () => {
    const now = await on.stage.now();
    const instant = (ms: number) => new Date(ms).toISOString();
    await refusesEach('dispatched', 'recordVisit', visit(on.at('dispatched'), now), [
      ['no beginning', { startedAt: undefined }, 'startedAt', /请填写检查开始时间/],
      ['no end', { endedAt: '昨天' }, 'endedAt', /请填写检查结束时间/],
      ['ends first', { endedAt: instant(now - 1000) }, 'endedAt', /结束时间早于开始时间/],
      ['ends in future', { endedAt: instant(now + 3_600_000) }, 'endedAt', /结束时间晚于现在/],
      ['before dispatch', { startedAt: '2021-01-03T02:00:00.000Z' }, 'startedAt', /早于任务派发时间/],
      [
        'long ago',
        { startedAt: '1950-01-01T00:00:00Z', endedAt: '1950-01-01T00:00:00Z' },
        'startedAt',
        /早于任务派发时间/,
      ],
      ['no place', { place: '  ' }, 'place', /请填写检查地点/],
      ['place of another kind', { place: 7 }, 'place', /请填写检查地点/],
    ]);
  });

  it('a result that is preset, unanswered or contradicts itself [R80, R216]', async () => {
    const task = on.at('visited');
    const right = cleanResult(task);
    const [first] = right.answers;
    const withFinding = (more: object) => ({ codes: ['5'], findings: [{ ...finding(), ...more }] });
    await refusesEach('visited', 'enterResult', right, [
      ['no code', { codes: [] }, 'codes', /请选择检查结果/],
      ['unknown code', { codes: ['99'] }, 'codes', /99 不在本局的结果表内/],
      ['code twice', { codes: ['1', '1'] }, 'codes', /重复选择/],
      ['clean beside others', { codes: ['1', '2'] }, 'codes', /不能与其他检查结果同时选择/],
      ['findings without any', { codes: ['5'] }, 'findings', /请逐项填写发现的问题/],
      ['clean with findings', { findings: [finding()] }, 'codes', /不能为“未发现问题”/],
      ['a line left out', { answers: [first] }, 'answers.freight#2', /未填写不等于合格/],
      ['nothing answered', { answers: [] }, 'answers.freight#1', /未填写不等于合格/],
      ['a line twice', { answers: [...right.answers, first] }, 'answers', /填写了两次/],
      [
        'a line of nowhere',
        { answers: [...right.answers, { ...first, lineNo: 9 }] },
        'answers.freight#9',
        /不在本次检查表内/,
      ],
      [
        'another answer',
        { answers: right.answers.map((a) => ({ ...a, answer: 'ok' })) },
        'answers.freight#1',
        /请选择 是、否/,
      ],
      [
        'unchecked without why',
        { answers: right.answers.map((a) => ({ ...a, answer: 'not-checked' })) },
        'answers.freight#1',
        /请写明原因/,
      ],
      ['finding without facts', withFinding({ text: ' ' }), 'findings.0.text', /没有写明事实/],
      ['finding without article', withFinding({ article: '' }), 'findings.0.article', /没有写明依据的条款/],
      ['finding of another item', withFinding({ itemId: 'repair' }), 'findings.0.itemId', /不在本次任务内/],
      ['finding without measure', withFinding({ measure: 'talk' }), 'findings.0.measure', /请选择处置措施/],
      [
        'by date without date',
        withFinding({ measure: 'correct-by-date' }),
        'findings.0.dueOn',
        /请填写改正期限/,
      ],
      [
        'by a date gone',
        withFinding({ measure: 'correct-by-date', dueOn: '2021-01-04' }),
        'findings.0.dueOn',
        /应晚于检查日/,
      ],
      [
        'by a date far off',
        withFinding({ measure: 'correct-by-date', dueOn: '2022-01-04' }),
        'findings.0.dueOn',
        /超过180日/,
      ],
      [
        'nothing at all',
        { codes: undefined, answers: undefined, findings: undefined },
        null,
        /内容不完整或格式有误/,
      ],
    ]);
    await refusesEach('entered', 'correctResult', cleanResult(on.at('entered')), [
      ['a correction without answers', { answers: [] }, 'answers.freight#1', /未填写不等于合格/],
    ]);
  });

  it('a review, an extension, a replacement, a recusal, a cancellation that lacks what it needs', async () => {
    await refusesEach('entered', 'reviewResult', approval, [
      ['no opinion', { opinion: '' }, 'opinion', /请填写审核意见/],
      ['no decision', { decision: 'maybe' }, 'decision', /请选择审核结论/],
    ]);
    await refusesEach('dispatched', 'extendDeadline', extension('visit'), [
      ['no reason', { reason: '' }, 'reason', /请填写延期原因/],
      ['no date', { newDueOn: '2021-02-30' }, 'newDueOn', /新的期限应晚于原期限 2021-02-19/],
      ['same date', { newDueOn: '2021-02-19' }, 'newDueOn', /新的期限应晚于原期限 2021-02-19/],
      ['a slip of the pen', { newDueOn: '2201-02-19' }, 'newDueOn', /超过一年，请核对/],
      ['publication, which cannot be extended', { kind: 'publication' }, 'kind', /实地检查或结果录入/],
    ]);
    await refusesEach('dispatched', 'replaceUnit', closedDown, [
      ['no reason', { reason: '' }, 'reason', /请填写递补原因/],
      ['no evidence', { evidence: undefined }, 'evidence', /请填写证明材料/],
      ['a unit that operates', { unitStatus: 'operating' }, 'unitStatus', /请选择检查对象的状态/],
    ]);
    await refusesEach('dispatched', 'recuseInspector', swap(on.at('dispatched')), [
      ['no reason', { reason: ' ' }, 'reason', /请填写原因/],
      ['who is not in the team', { officerId: 'i8' }, 'officerId', /不在本检查组/],
    ]);
    await refusesEach('dispatched', 'cancelTask', cancellation, [
      ['no reason', { reason: '' }, 'reason', /请填写取消原因/],
    ]);
  });
});
