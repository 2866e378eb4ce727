import type { ListDifference } from './item.ts';

const Names = ({ title, items }: { readonly title: string; readonly items: ListDifference['added'] }) =>
  items.length === 0 ? null : (
    <>
      <h3 style={{ margin: '8px 0 4px', fontSize: 15 }}>
        {title} {items.length} 项
      </h3>
      <ul style={{ margin: 0 }}>
        {items.map(({ id, name }) => (
          <li key={id}>
            {name}（{id}）
          </li>
        ))}
      </ul>
    </>
  );

/** What one list has that another has not. */
export const Difference = ({
  difference: { added, removed, changed },
  same,
}: {
  readonly difference: ListDifference;
  /** Where nothing differs. */
  readonly same: string;
}) =>
  added.length + removed.length + changed.length === 0 ? (
    <p className="quiet-text">{same}</p>
  ) : (
    <>
      <Names title="新增" items={added} />
      <Names title="去掉" items={removed} />
      {changed.length > 0 && <h3 style={{ margin: '8px 0 4px', fontSize: 15 }}>更改 {changed.length} 项</h3>}
      <ul style={{ margin: 0 }}>
        {changed.map(({ id, name, changes }) => (
          <li key={id}>
            {name}
            <ul>
              {changes.map(({ field, before, after }) => (
                <li key={field} style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
                  {field}：<span className="quiet-text">{before === '' ? '—' : before}</span> →{' '}
                  <b>{after === '' ? '—' : after}</b>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </>
  );
