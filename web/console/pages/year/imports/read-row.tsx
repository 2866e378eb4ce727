import type { PlanImportReview } from '../../../../../api/resources/plan/plan-import-schema.ts';
import { DRAW_TYPES, FIELD_NAMES } from '../words.ts';
import type { ReadRow } from './use-import.ts';

const OPEN = '待定';

const valuesOf = (row: ReadRow): readonly (readonly [field: string, value: string | null])[] => [
  ['number', row.number],
  ['planName', row.planName],
  ['taskNumber', row.taskNumber],
  ['taskName', row.taskName],
  ['drawType', row.drawType === null ? null : DRAW_TYPES[row.drawType]],
  ['ratio', row.ratioText],
  ['item', row.item],
  ['scope', row.scope],
  ['windowStart', row.windowStart],
  ['windowEnd', row.windowEnd],
];

/** What was read of one row, the answers in it; what is still to be said stands as 待定. */
export const ReadRowFields = ({
  row,
  obstacles,
}: {
  readonly row: ReadRow;
  readonly obstacles: PlanImportReview['obstacles'];
}) => (
  <>
    <dl className="import-fields">
      {valuesOf(row).map(([field, value]) => (
        <div key={field} style={{ display: 'contents' }}>
          <dt>{(FIELD_NAMES[field] ?? field).replace('抽查', '')}</dt>
          <dd className={value === null ? 'open' : undefined}>{value ?? OPEN}</dd>
        </div>
      ))}
    </dl>
    {obstacles.map(({ field, problem }) => (
      <p key={field + problem} className="late-text">
        {problem}
      </p>
    ))}
  </>
);
