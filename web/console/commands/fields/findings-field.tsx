import { Button } from 'antd';
import type { FieldProps } from '../form.ts';
import type { FindingDraft } from './finding-draft.ts';
import { FindingSheet } from './finding-sheet.tsx';

/** What was found wrong, one sheet each: item, fact, article, measure, and by when. */
export const FindingsField = ({ id, value, onChange, subject, errors }: FieldProps) => {
  const findings = Array.isArray(value) ? (value as FindingDraft[]) : [];
  const put = (index: number, finding: FindingDraft) =>
    onChange(findings.map((old, at) => (at === index ? finding : old)));
  const items = subject.task?.items ?? [];
  const only = items.length === 1 ? items[0] : undefined;
  return (
    <>
      {findings.map((finding, index) => (
        <FindingSheet
          // A sheet has no identity but its place.
          // biome-ignore lint/suspicious/noArrayIndexKey: the sheets hold no state of their own
          key={index}
          id={`${id}-${index}`}
          no={index + 1}
          finding={finding}
          subject={subject}
          errorOf={(part) => errors.get(`findings.${index}.${part}`)}
          onChange={(changed) => put(index, changed)}
          onRemove={() => onChange(findings.filter((_, at) => at !== index))}
        />
      ))}
      <Button onClick={() => onChange([...findings, only === undefined ? {} : { itemId: only.itemId }])}>
        增加一个问题
      </Button>
    </>
  );
};
