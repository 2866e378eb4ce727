import type { StatementLine } from '../../../db/unit-link/statements.ts';
import { wallTime } from '../../../domain/calendar/wall-time.ts';
import { receiptNumber, STATEMENT_KINDS } from '../../../domain/unit-link/statement.ts';
import { type Html, html } from '../../pages/html.ts';
import type { UnitCase } from '../unit-case.ts';

/** What the authority received, with the files' hashes: printed, it proves what was handed in. */
export const receiptPage = (
  { authorityName, shortName, taskNumber, unitName }: UnitCase,
  { year, number, kind, about, text, person, receivedAt, files, answer, answeredAt }: StatementLine,
): Html => html`<section class="card"><h2>收件回执</h2><dl class="facts">
<div><dt>收件编号</dt><dd class="id">${receiptNumber(shortName, year, number)}</dd></div>
<div><dt>收件单位</dt><dd>${authorityName}</dd></div>
<div><dt>收件时间</dt><dd>${wallTime(receivedAt)}（北京时间）</dd></div>
<div><dt>提交单位</dt><dd>${unitName}</dd></div><div><dt>提交人</dt><dd>${person}</dd></div>
<div><dt>检查任务</dt><dd class="id">${taskNumber}</dd></div>
<div><dt>事项</dt><dd>${STATEMENT_KINDS[kind]}${about !== null && `（${about}）`}</dd></div>
<div><dt>内容</dt><dd class="written">${text}</dd></div>
${files.map(({ name, sha256 }) => html`<div><dt>附件</dt><dd>${name}<br><span class="id">SHA-256 ${sha256}</span></dd></div>`)}
<div><dt>答复</dt><dd class="written">${answer === null ? '待答复' : html`${answer}（${wallTime(answeredAt ?? '')}）`}</dd></div>
</dl><p class="note">请打印或者截图保存。</p><p class="links"><a href="/u/home">返回</a></p></section>`;
