import { lineKey, signedOf } from '../../rules/signed.ts';
import { answerName, measureName } from '../../rules/words.ts';
import { minuteText, plainDayText } from '../../store/clock.ts';
import type { ChecklistLine, Common, Draft, Finding, Visit } from '../../store/types.ts';

export interface SignedTextProps {
  readonly draft: Draft;
  readonly visit: Pick<Visit, 'team'> & { readonly unit: Pick<Visit['unit'], 'name' | 'code'> };
  readonly lines: readonly ChecklistLine[];
  readonly common: Common;
}

const orBlank = (text: string): string => (text.trim() === '' ? '（未填写）' : text.trim());
const timeOf = (instant: string | null): string => (instant === null ? '（未填写）' : minuteText(instant));

const shownText = ({ certificates }: Draft, { team }: Pick<Visit, 'team'>): string =>
  team
    .map(({ officerId, name, certificateNumber }) => {
      const said = certificates[officerId];
      const shown =
        said === undefined ? '未登记是否出示执法证件' : said.shown ? '已出示执法证件' : '未出示执法证件';
      return `${name}（证号 ${certificateNumber}）${shown}`;
    })
    .join('，');

const findingText = ({ text, article, measure, dueOn }: Finding): string => {
  const by = dueOn === null ? '' : `，请于${plainDayText(dueOn)}前改正`;
  return `${orBlank(text)}。依据：${orBlank(article)}。处置：${measureName(measure)}${by}。`;
};

/** Lines that were found wrong, each with what was noted. */
const Wrong = ({ draft, lines }: Pick<SignedTextProps, 'draft' | 'lines'>) => {
  const wrong = lines.filter((line) => draft.answers[lineKey(line)]?.answer === 'no');
  if (wrong.length === 0) return null;
  return (
    <ul>
      {wrong.map((line) => {
        const note = draft.answers[lineKey(line)]?.note.trim() ?? '';
        return (
          <li key={lineKey(line)}>
            第 {line.lineNo} 项 {line.text}：{answerName('no')}
            {note === '' ? '' : `（${note}）`}
          </li>
        );
      })}
    </ul>
  );
};

/** The record in the words that both sides read before they sign, and what their signatures stand for. */
export const SignedText = ({ draft, visit, lines, common }: SignedTextProps) => {
  const names = common.resultCodes.filter(({ code }) => draft.codes.includes(code)).map(({ name }) => name);
  const count = (value: string) =>
    lines.filter((line) => draft.answers[lineKey(line)]?.answer === value).length;
  const open = lines.filter((line) => draft.answers[lineKey(line)] === undefined).length;
  const { name, position } = draft.companion;
  const isWhole = signedOf(draft, lines).visit !== undefined;
  return (
    <section className="record" aria-label="现场检查记录">
      <h2>现场检查记录</h2>
      <p>
        {common.officer.authorityName}对{visit.unit.name}（{visit.unit.code}）进行检查。
      </p>
      <p>
        检查时间：{timeOf(draft.startedAt)}至{timeOf(draft.endedAt)}
      </p>
      <p>检查地点：{orBlank(draft.place)}</p>
      <p>检查人员及亮证：{shownText(draft, visit)}。</p>
      <p>陪同人员：{`${name.trim()} ${position.trim()}`.trim() || '无'}</p>
      <p>
        检查表：共 {lines.length} 项，是 {count('yes')}，否 {count('no')}，未检查 {count('not-checked')}
        ，合理缺项 {count('not-applicable')}，未填 {open}。
      </p>
      <Wrong draft={draft} lines={lines} />
      {draft.findings.length === 0 ? <p>发现问题：无。</p> : null}
      {draft.findings.map((finding, index) => (
        <p key={finding.key}>
          问题 {index + 1}：{findingText(finding)}
        </p>
      ))}
      <p>检查结果：{names.length === 0 ? '未选择' : names.join('、')}。</p>
      <p>备注：{draft.remark.trim() === '' ? '无' : draft.remark}</p>
      <p className="quiet">
        {isWhole
          ? '双方签名对应以上全部内容的摘要，签名后改动任何一项，原签名作废。'
          : '本记录在系统升级前已经签名：签名对应检查表、问题、结果和备注的摘要，不含时间、地点、亮证和陪同人员。'}
      </p>
    </section>
  );
};
