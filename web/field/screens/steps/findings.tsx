import { Notice } from '../../parts/notice.tsx';
import type { Finding } from '../../store/types.ts';
import type { StepProps } from '../visit-props.ts';
import { FindingForm } from './finding-form.tsx';
import { StepScreen } from './step.tsx';

/** What is wrong, under which article, and what is ordered: on the spot, by word and signature; by number after the review. */
export const FindingsStep = ({ whole, change, locked }: StepProps) => {
  const { visit, draft } = whole;
  const set = (key: string, more: Partial<Finding>) =>
    change(({ findings }) => ({
      findings: findings.map((finding) => (finding.key === key ? { ...finding, ...more } : finding)),
    }));
  const first = visit.items[0]?.itemId ?? '';
  const add = () =>
    change(({ findings }) => ({
      findings: [
        ...findings,
        {
          ...{ key: crypto.randomUUID(), itemId: first, text: '', article: '' },
          ...{ measure: null, days: null, dueOn: null },
        },
      ],
    }));
  const ordered = draft.findings.some(({ measure }) => measure?.startsWith('correct-'));
  return (
    <StepScreen step="findings" visit={visit} locked={locked}>
      {draft.findings.length === 0 ? (
        <Notice tone="info" title="还没有记录问题。">
          <p>在检查表中对“否”的项目选择“记为问题”，或在这里添加。</p>
        </Notice>
      ) : null}
      {draft.findings.map((finding, index) => (
        <FindingForm
          key={finding.key}
          number={index + 1}
          finding={finding}
          whole={whole}
          onChange={(more) => set(finding.key, more)}
          onRemove={() =>
            change(({ findings }) => ({ findings: findings.filter(({ key }) => key !== finding.key) }))
          }
        />
      ))}
      <button type="button" className="wide" onClick={add}>
        添加问题
      </button>
      {ordered ? (
        <Notice tone="info" title="现场责令改正">
          <p>
            改正要求写入现场检查记录，由检查对象当场签收；结果审核通过后，系统按此签发有文号的责令改正通知书并送达。
          </p>
        </Notice>
      ) : null}
    </StepScreen>
  );
};
