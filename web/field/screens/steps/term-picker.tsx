import { dayOfInstant } from '../../../shared/china-time.ts';
import { Text } from '../../parts/text.tsx';
import { findingPart } from '../../rules/parts.ts';
import { dueAfter } from '../../rules/terms.ts';
import { dayText, today } from '../../store/clock.ts';
import type { Common, Draft, Finding } from '../../store/types.ts';

const USUAL_TERMS = [5, 10, 15, 30] as const;

export interface TermPickerProps {
  readonly finding: Finding;
  readonly draft: Draft;
  readonly common: Common;
  onChange(more: Partial<Finding>): void;
}

/** By when: so many working days after the visit, counted with the authority's calendar that the phone keeps. */
export const TermPicker = ({ finding, draft, common, onChange }: TermPickerProps) => {
  const from = draft.startedAt === null ? today() : dayOfInstant(draft.startedAt);
  const due = finding.days === null ? null : dueAfter(common, from, finding.days);
  const set = (days: number | null) =>
    onChange({ days, dueOn: days === null ? null : (dueAfter(common, from, days)?.dueOn ?? null) });
  return (
    <div id={findingPart(finding, 'term')} className="term">
      <p id={`term-${finding.key}`}>改正期限（自检查次日起的工作日）</p>
      <fieldset className="row" aria-labelledby={`term-${finding.key}`}>
        {USUAL_TERMS.map((days) => (
          <button key={days} type="button" aria-pressed={finding.days === days} onClick={() => set(days)}>
            {days} 个
          </button>
        ))}
      </fieldset>
      <Text
        label="工作日数"
        type="number"
        value={finding.days === null ? '' : String(finding.days)}
        onChange={(text) => {
          const days = Number(text);
          set(Number.isInteger(days) && days > 0 ? days : null);
        }}
      />
      {finding.days === null ? null : (
        <p role="status" className="due">
          {due === null
            ? '超出本机日历，请改短期限。'
            : `${dayText(due.dueOn)}前改正${due.provisional ? '（该年放假安排未公布，暂定）' : ''}`}
        </p>
      )}
    </div>
  );
};
