import { lineKey } from '../../rules/signed.ts';
import { answerName, measureName } from '../../rules/words.ts';
import { timeText } from '../../store/clock.ts';
import type { ChecklistLine, Common, Draft, Visit } from '../../store/types.ts';

export interface SignedTextProps {
  readonly draft: Draft;
  readonly visit: Visit;
  readonly lines: readonly ChecklistLine[];
  readonly common: Common;
}

/** The record in the words that both sides read before they sign. */
export const SignedText = ({ draft, visit, lines, common }: SignedTextProps) => {
  const names = common.resultCodes.filter(({ code }) => draft.codes.includes(code)).map(({ name }) => name);
  const count = (value: string) =>
    lines.filter((line) => draft.answers[lineKey(line)]?.answer === value).length;
  return (
    <section className="record" aria-label="现场检查记录">
      <h2>现场检查记录</h2>
      <p>
        {common.officer.authorityName}检查人员
        {visit.team.map(({ name, certificateNumber }) => `${name}（${certificateNumber}）`).join('、')}
        {draft.startedAt === null ? '' : `于${timeText(draft.startedAt)}起`}对{visit.unit.name}（
        {visit.unit.code}
        ）进行检查。
      </p>
      <p>
        检查表共 {lines.length} 项：是 {count('yes')}，否 {count('no')}，未检查 {count('not-checked')}
        ，合理缺项 {count('not-applicable')}，未填 {lines.length - Object.keys(draft.answers).length}。
      </p>
      {lines.some((line) => draft.answers[lineKey(line)]?.answer === 'no') ? (
        <ul>
          {lines
            .filter((line) => draft.answers[lineKey(line)]?.answer === 'no')
            .map((line) => (
              <li key={lineKey(line)}>
                {line.text}：{answerName('no')}
                {draft.answers[lineKey(line)]?.note === '' ? '' : `（${draft.answers[lineKey(line)]?.note}）`}
              </li>
            ))}
        </ul>
      ) : null}
      {draft.findings.map((finding, index) => (
        <p key={finding.key}>
          问题 {index + 1}：{finding.text}。依据：{finding.article}。处置：{measureName(finding.measure)}
          {finding.dueOn === null ? '' : `，请于 ${finding.dueOn} 前改正`}。
        </p>
      ))}
      <p>检查结果：{names.length === 0 ? '未选择' : names.join('、')}。</p>
      {draft.remark.trim() === '' ? null : <p>备注：{draft.remark}</p>}
    </section>
  );
};
