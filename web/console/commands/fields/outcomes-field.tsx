import { Radio } from 'antd';
import type { Body } from '../body.ts';
import type { FieldProps } from '../form.ts';

type Outcome = Body<'reinspect'>['outcomes'][number];

const OUTCOMES = [
  { value: 'rectified', label: '已改正' },
  { value: 'not-rectified', label: '未改正' },
];

/** What the re-inspection (复查) found, finding by finding; what was not looked at stays out. */
export const OutcomesField = ({ id, value, onChange, subject }: FieldProps) => {
  const given = new Map(
    (Array.isArray(value) ? (value as Outcome[]) : []).map((outcome) => [outcome.findingId, outcome]),
  );
  const open = (subject.order?.findings ?? []).filter(({ state }) => state === 'open');
  if (open.length === 0) return <p className="help">没有待复查的问题。</p>;
  return (
    <ol className="checklist">
      {open.map(({ id: findingId, text, article, dueOn }) => (
        <li key={findingId}>
          <div id={`${id}-${findingId}`}>{text}</div>
          <div className="basis">
            {article}
            {dueOn !== null && `，限 ${dueOn} 前改正`}
          </div>
          <Radio.Group
            name={`${id}-${findingId}`}
            aria-labelledby={`${id}-${findingId}`}
            value={given.get(findingId)?.outcome}
            options={OUTCOMES}
            onChange={({ target }) => {
              given.set(findingId, { findingId, outcome: target.value });
              onChange([...given.values()]);
            }}
          />
        </li>
      ))}
    </ol>
  );
};
