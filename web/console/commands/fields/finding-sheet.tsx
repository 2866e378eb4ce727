import { Button, Flex, Input } from 'antd';
import type { Subject } from '../subject.ts';
import type { FindingDraft } from './finding-draft.ts';
import { ChooseOne } from './options.tsx';
import { Shell } from './shell.tsx';

const MEASURES = [
  { value: 'correct-at-once', label: '当场改正' },
  { value: 'correct-by-date', label: '责令限期改正' },
  { value: 'transfer', label: '移送' },
  { value: 'case-filed', label: '立案查处' },
  { value: 'none', label: '不予处置' },
] as const;

interface SheetProps {
  readonly id: string;
  readonly no: number;
  readonly finding: FindingDraft;
  readonly subject: Subject;
  readonly errorOf: (part: string) => string | undefined;
  readonly onChange: (finding: FindingDraft) => void;
  readonly onRemove: () => void;
}

/** Articles of the items and of their checklists, to choose from while writing. */
const Articles = ({ id, subject }: { readonly id: string; readonly subject: Subject }) => {
  const { checklist = [], items = [] } = subject.task ?? {};
  const articles = new Set([...checklist, ...items].map(({ legalBasis }) => legalBasis));
  return (
    <datalist id={id}>
      {[...articles].map((article) => (
        <option key={article} value={article} />
      ))}
    </datalist>
  );
};

export const FindingSheet = ({ id, no, finding, subject, errorOf, onChange, onRemove }: SheetProps) => {
  const put = (part: FindingDraft) => onChange({ ...finding, ...part });
  const items = (subject.task?.items ?? []).map(({ itemId, name }) => ({ value: itemId, label: name }));
  return (
    <section className="sheet" aria-label={`第 ${no} 个问题`}>
      <Flex justify="space-between" align="center">
        <strong>第 {no} 个问题</strong>
        <Button size="small" onClick={onRemove}>
          删去
        </Button>
      </Flex>
      {items.length > 1 && (
        <Shell id={`${id}-item`} label="所属事项" error={errorOf('itemId')} group>
          <ChooseOne
            id={`${id}-item`}
            label="所属事项"
            options={items}
            value={finding.itemId ?? ''}
            onChange={(itemId) => put({ itemId })}
          />
        </Shell>
      )}
      <Shell id={`${id}-text`} label="事实" error={errorOf('text')}>
        <Input.TextArea
          id={`${id}-text`}
          rows={3}
          value={finding.text ?? ''}
          onChange={({ target }) => put({ text: target.value })}
        />
      </Shell>
      <Shell id={`${id}-article`} label="依据的条款" error={errorOf('article')}>
        <Input
          id={`${id}-article`}
          list={`${id}-articles`}
          value={finding.article ?? ''}
          onChange={({ target }) => put({ article: target.value })}
        />
        <Articles id={`${id}-articles`} subject={subject} />
      </Shell>
      <Shell id={`${id}-measure`} label="处置措施" error={errorOf('measure')} group>
        <ChooseOne
          id={`${id}-measure`}
          label="处置措施"
          options={MEASURES}
          value={finding.measure ?? ''}
          onChange={(measure) => put({ measure: measure as (typeof MEASURES)[number]['value'] })}
        />
      </Shell>
      {finding.measure === 'correct-by-date' && (
        <Shell id={`${id}-due`} label="改正期限" error={errorOf('dueOn')}>
          <Input
            id={`${id}-due`}
            type="date"
            value={finding.dueOn ?? ''}
            onChange={({ target }) => put({ dueOn: target.value })}
          />
        </Shell>
      )}
    </section>
  );
};
