import { Choice } from '../../parts/choice.tsx';
import { Text } from '../../parts/text.tsx';
import { findingPart } from '../../rules/parts.ts';
import type { Whole } from '../../rules/steps.ts';
import { MEASURES } from '../../rules/words.ts';
import type { Finding, Measure } from '../../store/types.ts';
import { ArticlePicker } from './article-picker.tsx';
import { TermPicker } from './term-picker.tsx';

export interface FindingFormProps {
  readonly number: number;
  readonly finding: Finding;
  readonly whole: Whole;
  onChange(more: Partial<Finding>): void;
  onRemove(): void;
}

/** One thing wrong: fact, article, measure and, where it is to be put right by a day, the day. */
export const FindingForm = ({ number, finding, whole, onChange, onRemove }: FindingFormProps) => {
  const { visit, common } = whole;
  const items = visit.items.filter(
    ({ itemId }, index) => visit.items.findIndex((item) => item.itemId === itemId) === index,
  );
  const measured = (measure: Measure) =>
    onChange({ measure, ...(measure === 'correct-by-date' ? {} : { days: null, dueOn: null }) });
  return (
    <article id={findingPart(finding)} className="card" tabIndex={-1}>
      <h2>问题 {number}</h2>
      {items.length < 2 ? null : (
        <Choice
          legend="所属抽查事项"
          stacked
          options={items.map(({ itemId, name }) => ({ value: itemId, name }))}
          value={finding.itemId}
          onChange={(itemId) => onChange({ itemId, article: '' })}
        />
      )}
      <Text
        part={findingPart(finding, 'text')}
        label="事实（时间、地点、情形、数量）"
        long
        value={finding.text}
        onChange={(text) => onChange({ text })}
      />
      <ArticlePicker
        part={findingPart(finding, 'article')}
        articles={articlesOf(whole, finding.itemId)}
        value={finding.article}
        onChange={(article) => onChange({ article })}
      />
      <Choice
        part={findingPart(finding, 'measure')}
        legend="处置措施"
        stacked
        options={MEASURES}
        value={finding.measure}
        onChange={measured}
      />
      {finding.measure === 'correct-by-date' ? (
        <TermPicker finding={finding} draft={whole.draft} common={common} onChange={onChange} />
      ) : null}
      <button type="button" className="remove" onClick={onRemove}>
        删除问题 {number}
      </button>
    </article>
  );
};

/** Articles that the item's checklist and the item itself name. */
const articlesOf = ({ visit, common }: Whole, itemId: string): string[] => {
  const lines = common.checklist.filter((line) => line.itemId === itemId);
  const bases = visit.items.filter((item) => item.itemId === itemId);
  const all = [...lines, ...bases].map(({ legalBasis }) => legalBasis.trim());
  return [...new Set(all)].filter((article) => article !== '');
};
