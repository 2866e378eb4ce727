import { minuteOfInstant } from '../../../../shared/china-time.ts';
import { DataTable } from '../../../boards/data-table.tsx';
import { StateTag } from '../../../boards/state-tag.tsx';
import { useOfficerNames } from '../../../boards/use-officer-names.ts';
import { ANSWERS, MEASURES, RESULT_STATES } from '../task-words.ts';
import { Facts, Section } from './section.tsx';
import { type TaskCase, useSettings } from './use-case.ts';

type Result = TaskCase['results'][number];

const FINDINGS: Readonly<Record<string, string>> = {
  open: '待处置',
  rectified: '已改正',
  waived: '免予整改',
  referred: '已移送',
  withdrawn: '已撤销',
};

const Checklist = ({ found, revision }: { readonly found: TaskCase; readonly revision: number }) => {
  const given = found.answers.filter((answer) => answer.revision === revision);
  if (given.length === 0) return null;
  const lineOf = ({ itemId, lineNo }: (typeof given)[number]) =>
    found.checklist.find((line) => line.itemId === itemId && line.lineNo === lineNo);
  return (
    <DataTable
      caption="检查表"
      columns={[
        {
          head: '检查内容',
          isHead: true,
          cell: (answer) => lineOf(answer)?.text ?? `第 ${answer.lineNo} 项`,
        },
        { head: '依据', cell: (answer) => lineOf(answer)?.legalBasis ?? '—' },
        { head: '结果', cell: ({ answer }) => ANSWERS[answer] ?? answer },
        { head: '说明', cell: ({ note }) => note ?? '—' },
      ]}
      rows={given}
      rowKey={({ itemId, lineNo }) => `${itemId}#${lineNo}`}
      empty=""
    />
  );
};

const Findings = ({ found, revision }: { readonly found: TaskCase; readonly revision: number }) => {
  const those = found.findings.filter(({ resultRevision }) => resultRevision === revision);
  if (those.length === 0) return null;
  return (
    <DataTable
      caption="发现的问题"
      columns={[
        { head: '事实', isHead: true, cell: ({ findingNo, text }) => `${findingNo}．${text}` },
        { head: '条款', cell: ({ article }) => article },
        {
          head: '处置',
          cell: ({ measure, dueOn }) =>
            `${MEASURES[measure] ?? measure}${dueOn === null ? '' : `，限 ${dueOn} 前`}`,
        },
        {
          head: '情况',
          cell: ({ state, disposalReason }) =>
            `${FINDINGS[state] ?? state}${disposalReason === null ? '' : `：${disposalReason}`}`,
        },
      ]}
      rows={those}
      rowKey={({ id }) => id}
      empty=""
    />
  );
};

const OneResult = ({ found, result }: { readonly found: TaskCase; readonly result: Result }) => {
  const nameOf = useOfficerNames();
  const codes = useSettings()?.resultCodes ?? [];
  const [word, tone] = RESULT_STATES[result.state] ?? [result.state, 'none'];
  return (
    <>
      <Facts
        facts={[
          ['版次', `第 ${result.revision} 版`],
          [
            '状态',
            <StateTag key="state" tone={tone}>
              {word}
            </StateTag>,
          ],
          [
            '检查结果',
            result.codes.map((code) => codes.find((known) => known.code === code)?.name ?? code).join('；'),
          ],
          ['录入', `${nameOf(result.enteredBy)}　${minuteOfInstant(result.enteredAt)}`],
          [
            '审核',
            result.reviewedBy === null || result.reviewedAt === null
              ? null
              : `${nameOf(result.reviewedBy)}　${minuteOfInstant(result.reviewedAt)}`,
          ],
          ['审核意见', result.opinion],
          ['备注', result.remark],
        ]}
      />
      <Checklist found={found} revision={result.revision} />
      <Findings found={found} revision={result.revision} />
    </>
  );
};

/** The newest revision in sight, those before it folded: nothing that was entered is lost. */
export const Results = ({ found }: { readonly found: TaskCase }) => {
  const [newest, ...older] = [...found.results].reverse();
  return (
    <Section title="检查结果与审核">
      {newest === undefined ? (
        <p className="quiet-text">尚未录入检查结果。实地检查登记后由检查组录入。</p>
      ) : (
        <OneResult found={found} result={newest} />
      )}
      {older.map((result) => (
        <details key={result.revision}>
          <summary>第 {result.revision} 版（已被更正）</summary>
          <OneResult found={found} result={result} />
        </details>
      ))}
    </Section>
  );
};
