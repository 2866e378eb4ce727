import { Alert } from 'antd';
import { Link } from 'react-router';
import type { Edition, Item, ListDifference } from './item.ts';

/** The list's editions, and what stands otherwise than the last published one. */
export interface List {
  readonly editions: readonly Edition[];
  readonly unpublished: ListDifference;
}

/** What is the matter with the list as it stands; null where nothing is. */
const standingOf = ({ editions, unpublished }: List, items: readonly Item[]): string | null => {
  const last = editions.find(({ state }) => state === 'published');
  const waitingItems = items.filter(({ published }) => !published).length;
  const parts: string[] = [];
  if (last === undefined) {
    const marked = items.length - waitingItems;
    if (items.length > 0) parts.push('还没有在本系统提请并公布过清单。');
    if (marked > 0) parts.push(`${marked} 项在登记或者导入时已注明公布。`);
  } else {
    const { added, removed, changed } = unpublished;
    if (added.length + removed.length + changed.length > 0)
      parts.push(
        `现状与最近公布的第 ${last.number} 版相比：新增 ${added.length} 项，更改 ${changed.length} 项，去掉 ${removed.length} 项。`,
      );
  }
  if (waitingItems > 0) parts.push(`${waitingItems} 项未公布，未公布的事项不得实施检查。`);
  return parts.length === 0 ? null : parts.join('');
};

/** Where the list stands: what waits for approval, what differs from what was published. */
export const Standing = ({ data, items }: { readonly data: List; readonly items: readonly Item[] }) => {
  const waiting = data.editions.find(({ state }) => state === 'proposed');
  const standing = standingOf(data, items);
  const link = (
    <Link to={waiting === undefined ? '/items/editions' : `/items/editions/${waiting.number}`}>查看</Link>
  );
  if (waiting !== undefined)
    return (
      <Alert
        type="info"
        showIcon
        title={`第 ${waiting.number} 版清单等待审批，由${waiting.proposedByName ?? waiting.proposedBy}提请。`}
        action={link}
        style={{ marginBottom: 16 }}
      />
    );
  return standing === null ? null : (
    <Alert type="warning" showIcon title={standing} action={link} style={{ marginBottom: 16 }} />
  );
};
