import { Notice } from '../parts/notice.tsx';
import { Screen } from '../parts/screen.tsx';
import { Link } from '../router.tsx';
import { SEND_NAMES } from '../rules/words.ts';
import { useStored } from '../store/changes.ts';
import { database } from '../store/database.ts';
import { sendWaiting, tryAgain } from '../store/sender.ts';
import type { QueueItem } from '../store/types.ts';

const load = async () => {
  const db = database();
  const [items, visits, drafts] = await Promise.all([
    db.getAll('queue'),
    db.getAll('visits'),
    db.getAll('drafts'),
  ]);
  const taskIds = [...new Set(items.map(({ taskId }) => taskId))];
  return taskIds.map((taskId) => ({
    taskId,
    name:
      visits.find(({ id }) => id === taskId)?.unit.name ??
      drafts.find((draft) => draft.taskId === taskId)?.unitName ??
      '检查任务',
    isMine: visits.some(({ id }) => id === taskId),
    items: items
      .filter((item) => item.taskId === taskId)
      .sort((one, other) => one.order - other.order || one.createdAt.localeCompare(other.createdAt)),
  }));
};

export interface SentItemProps {
  readonly item: QueueItem;
  /** Of a visit that the server gives no longer nothing is sent again, and nothing waits. */
  readonly mayRetry?: boolean;
}

const stateText = ({ state }: QueueItem, mayRetry: boolean): string =>
  state === 'waiting' && !mayRetry ? '没有发送' : SEND_NAMES[state];

/** One thing that was handed in: where it is, and why it is not there yet. */
export const SentItem = ({ item, mayRetry = true }: SentItemProps) => (
  <li className={`sent ${item.state}`}>
    <p>
      <span className="send-state">{stateText(item, mayRetry)}</span>　{item.title}
    </p>
    {item.problem === null || item.state === 'done' ? null : <p className="why">{item.problem.detail}</p>}
    {item.state === 'refused' && mayRetry ? (
      <button type="button" onClick={() => void tryAgain(item)}>
        再试一次
      </button>
    ) : null}
  </li>
);

/** Everything that was handed in on this phone, where it is, and why it is not there yet. */
export const Queue = () => {
  const groups = useStored(['queue', 'visits'], load);
  const open = groups?.some(({ items }) =>
    items.some(({ state }) => state !== 'done' && state !== 'dropped'),
  );
  return (
    <Screen
      title="发送情况"
      back={{ to: [], name: '我的现场检查' }}
      actions={
        open ? (
          <button type="button" className="primary wide" onClick={() => void sendWaiting()}>
            立即发送
          </button>
        ) : undefined
      }
    >
      {groups?.length === 0 ? (
        <Notice tone="info" title="没有待发送的内容。">
          <p>提交检查后，照片、签名和结果会排在这里，联网后自动发送。</p>
        </Notice>
      ) : null}
      {groups?.map(({ taskId, name, isMine, items }) => (
        <section key={taskId}>
          <h2>
            <Link to={['visits', taskId]}>{name}</Link>
          </h2>
          <ul className="queue">
            {items.map((item) => (
              <SentItem key={item.id} item={item} mayRetry={isMine} />
            ))}
          </ul>
        </section>
      ))}
    </Screen>
  );
};
