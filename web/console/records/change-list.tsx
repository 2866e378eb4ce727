import { useQuery } from '@tanstack/react-query';
import { minuteOfInstant } from '../../shared/china-time.ts';
import { read } from '../../shared/http.ts';
import { Loaded } from '../layout/page.tsx';
import { type Field, fieldText } from './fields.ts';
import './records.css';

interface Change {
  readonly id: number;
  readonly changedAt: string;
  readonly changedByName: string;
  readonly reason: string | null;
  readonly before: unknown;
  readonly after: unknown;
}

type Row = Readonly<Record<string, unknown>>;

/** Columns of a table are named `like_this`, fields of a form `likeThis`. */
const camel = (column: string): string =>
  column.replace(/_(\w)/gu, (_, letter: string) => letter.toUpperCase());

const differences = (fields: readonly Field[], before: Row, after: Row) =>
  Object.keys(after)
    .filter((column) => JSON.stringify(before[column]) !== JSON.stringify(after[column]))
    .flatMap((column) => {
      const field = fields.find(({ name }) => name === camel(column));
      return field === undefined
        ? []
        : [{ field, was: fieldText(field, before[column]), is: fieldText(field, after[column]) }];
    });

const Line = ({ change, fields }: { readonly change: Change; readonly fields: readonly Field[] }) => (
  <li>
    <div>
      <strong>{minuteOfInstant(change.changedAt)}</strong>　{change.changedByName}
      {change.after === null && '　删除'}
    </div>
    {change.reason !== null && <div className="quiet-text">理由：{change.reason}</div>}
    {change.after !== null && (
      <ul>
        {differences(fields, change.before as Row, change.after as Row).map(({ field, was, is }) => (
          <li key={field.name}>
            {field.label}：<del>{was}</del> → <ins>{is}</ins>
          </li>
        ))}
      </ul>
    )}
  </li>
);

/** Who changed an entry, when, why, from what to what; the newest first. */
export const ChangeList = ({
  path,
  fields,
}: {
  readonly path: string;
  readonly fields: readonly Field[];
}) => {
  const query = useQuery({ queryKey: [path], queryFn: () => read<readonly Change[]>(path) });
  return (
    <Loaded query={query}>
      {(changes) =>
        changes.length === 0 ? (
          <p className="quiet-text" style={{ margin: 0 }}>
            自登记以来没有变更。
          </p>
        ) : (
          <ol className="change-list">
            {[...changes].reverse().map((change) => (
              <Line key={change.id} change={change} fields={fields} />
            ))}
          </ol>
        )
      }
    </Loaded>
  );
};
