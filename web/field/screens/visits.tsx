import { Notice } from '../parts/notice.tsx';
import { Screen } from '../parts/screen.tsx';
import { useStored } from '../store/changes.ts';
import { today } from '../store/clock.ts';
import { database } from '../store/database.ts';
import { isDelivered } from '../store/lost.ts';
import { sync, useConnection } from '../store/sync.ts';
import type { Draft, QueueItem, Visit } from '../store/types.ts';
import { OthersLeft } from './left-behind.tsx';
import { LostList } from './lost-list.tsx';
import { VisitCard } from './visit-card.tsx';
import { Ways } from './ways.tsx';

export interface Listed {
  readonly visit: Visit;
  readonly draft: Draft | undefined;
  readonly queue: readonly QueueItem[];
  readonly chosen: boolean;
}

const load = async () => {
  const db = database();
  const [visits, drafts, queue, chosen, common] = await Promise.all([
    db.getAll('visits'),
    db.getAll('drafts'),
    db.getAll('queue'),
    db.getAll('chosen'),
    db.get('common', 'common'),
  ]);
  const day = today();
  const listed = visits.map(
    (visit): Listed => ({
      visit,
      draft: drafts.find(({ taskId }) => taskId === visit.id),
      queue: queue.filter(({ taskId }) => taskId === visit.id),
      chosen: chosen.some((one) => one.taskId === visit.id && one.day === day),
    }),
  );
  const lost = drafts.filter(
    (draft) =>
      !visits.some(({ id }) => id === draft.taskId) &&
      !isDelivered(
        draft,
        queue.filter(({ taskId }) => taskId === draft.taskId),
      ),
  );
  return { listed, lost, common };
};

/** In the order in which they are owed. */
const byDeadline = (one: Listed, other: Listed): number =>
  (one.visit.deadline?.dueOn ?? '9').localeCompare(other.visit.deadline?.dueOn ?? '9');

const isOpen = ({ visit }: Listed): boolean => visit.state === 'dispatched' || visit.state === 'visited';
const isBegun = ({ draft }: Listed): boolean => draft?.startedAt != null && draft.submittedAt === null;
const isHandedIn = ({ draft, queue }: Listed): boolean => draft?.submittedAt != null || queue.length > 0;

interface Group {
  readonly title: string;
  readonly of: readonly Listed[];
}

const groupsOf = (listed: readonly Listed[]): Group[] => {
  const open = listed.filter(isOpen).sort(byDeadline);
  const now = (one: Listed) => (one.chosen || isBegun(one)) && !isHandedIn(one);
  const overdue = (one: Listed) => one.visit.deadline?.urgency === 'overdue';
  const rest = open.filter((one) => !now(one) && !isHandedIn(one));
  return [
    { title: '今天检查', of: open.filter(now) },
    { title: '已逾期', of: rest.filter(overdue) },
    { title: '待检查', of: rest.filter((one) => !overdue(one) && one.visit.state === 'dispatched') },
    { title: '待录入结果', of: rest.filter((one) => !overdue(one) && one.visit.state === 'visited') },
    { title: '正在提交', of: open.filter(isHandedIn) },
    {
      title: '近 30 日已录入',
      of: listed
        .filter((one) => !isOpen(one))
        .sort(byDeadline)
        .reverse(),
    },
  ].filter(({ of }) => of.length > 0);
};

/** My visits: those of today, those owed, those handed in. */
export const Visits = () => {
  const connection = useConnection();
  const found = useStored(['visits', 'drafts', 'queue', 'chosen', 'common'], load);
  const groups = groupsOf(found?.listed ?? []);
  const officer = found?.common?.officer;
  return (
    <Screen
      title="我的现场检查"
      under={
        officer === undefined ? null : (
          <p className="quiet">
            {officer.name}　{officer.authorityName}
          </p>
        )
      }
    >
      {connection === 'signed-out' ? (
        <Notice tone="warning" title="登录已过期。">
          <p>可以继续检查，内容保存在本机；登录后自动发送。</p>
        </Notice>
      ) : null}
      <OthersLeft />
      <LostList drafts={found?.lost ?? []} />
      {found !== undefined && groups.length === 0 ? (
        <Notice tone="info" title="目前没有派给您的现场检查任务。">
          <p>任务派发后会出现在这里，没有网络时也能打开。</p>
        </Notice>
      ) : null}
      {groups.map(({ title, of }) => (
        <section key={title}>
          <h2>
            {title}（{of.length}）
          </h2>
          <ul className="cards">
            {of.map((one) => (
              <li key={one.visit.id}>
                <VisitCard {...one} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      <button type="button" className="wide" onClick={() => void sync()}>
        更新任务
      </button>
      <Ways />
    </Screen>
  );
};
