import type { StatementLine } from '../../../db/unit-link/statements.ts';
import type { SubmissionLine } from '../../../db/unit-link/submissions.ts';
import { wallTime } from '../../../domain/calendar/wall-time.ts';
import { receiptNumber, STATEMENT_KINDS } from '../../../domain/unit-link/statement.ts';
import { type Html, html } from '../../pages/html.ts';
import type { UnitCase } from '../unit-case.ts';
import { owedAnswer } from './answer-words.ts';

interface Receipt extends Pick<StatementLine, 'year' | 'number' | 'receivedAt' | 'text'> {
  readonly matter: string;
  /** Null where the text names him. */
  readonly person: string | null;
  readonly files: readonly StatementLine['files'][number][];
  readonly outcome: Html | string;
}

/** What the authority received, with the files' hashes: printed, it proves what was handed in. */
const receipt = (
  { authorityName, shortName, taskNumber, unitName }: UnitCase,
  { year, number, matter, text, person, receivedAt, files, outcome }: Receipt,
): Html => html`<section class="card"><h2>收件回执</h2><dl class="facts">
<div><dt>收件编号</dt><dd class="id">${receiptNumber(shortName, year, number)}</dd></div>
<div><dt>收件单位</dt><dd>${authorityName}</dd></div>
<div><dt>收件时间</dt><dd>${wallTime(receivedAt)}（北京时间）</dd></div>
<div><dt>提交单位</dt><dd>${unitName}</dd></div>${person !== null && html`<div><dt>提交人</dt><dd>${person}</dd></div>`}
<div><dt>检查任务</dt><dd class="id">${taskNumber}</dd></div>
<div><dt>事项</dt><dd>${matter}</dd></div>
<div><dt>内容</dt><dd class="written">${text}</dd></div>
${files.map(({ id, name, sha256 }) => html`<div><dt>附件</dt><dd><a href="/u/files/${id}">${name}</a><br><span class="id">SHA-256 ${sha256}</span></dd></div>`)}
<div><dt>答复</dt><dd class="written">${outcome}</dd></div>
</dl><p class="note">请打印或者截图保存。</p><p class="links"><a href="/u/home">返回</a></p></section>`;

export const receiptPage = (
  found: UnitCase,
  { kind, about, answer, answeredAt, dueOn, ...line }: StatementLine,
): Html =>
  receipt(found, {
    ...line,
    matter: `${STATEMENT_KINDS[kind]}${about === null ? '' : `（${about}）`}`,
    outcome: answer === null ? owedAnswer({ dueOn }) : html`${answer}（${wallTime(answeredAt ?? '')}）`,
  });

/** What it is called in the list of what was handed in. */
export const SUBMISSIONS = { report: '报告整改', extension: '申请延长整改期限' } as const;
const DONE = { report: '已报告整改', extension: '已提交延期申请' } as const;
const OUTCOME = {
  report: '等待复查，复查结果见“责令改正”。',
  extension: '审批结果见“责令改正”。',
} as const;

export const submissionPage = (found: UnitCase, line: SubmissionLine): Html => {
  const { kind, orderId, newDueOn, findings, text } = line;
  const number = found.orders.find(({ id }) => id === orderId)?.number ?? '';
  const asked = newDueOn === null ? '' : `，延长至 ${newDueOn}`;
  const said = [...findings, text ?? '已提交，正在办理。'].join('\n');
  return html`<section class="card"><h2>${DONE[kind]}</h2><p>${text === null ? '已提交，正在办理，请稍后刷新查看结果，不必重复提交。' : '本局已经收到。'}</p></section>
${receipt(found, { ...line, text: said, person: null, matter: `${SUBMISSIONS[kind]}（${number}${asked}）`, outcome: OUTCOME[kind] })}`;
};
