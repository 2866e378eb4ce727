import { Link } from '../router.tsx';
import { deadlineText } from '../rules/deadline-text.ts';
import { STATE_NAMES } from '../rules/words.ts';
import { tellChanged } from '../store/changes.ts';
import { today } from '../store/clock.ts';
import { database } from '../store/database.ts';
import type { Listed } from './visits.tsx';

const choose = async (taskId: string, chosen: boolean): Promise<void> => {
  if (chosen) await database().put('chosen', { taskId, day: today() });
  else await database().delete('chosen', taskId);
  tellChanged('chosen');
};

const progressText = ({ draft, queue, visit }: Listed): string => {
  if (queue.some(({ state }) => state === 'refused')) return '有内容被退回，请处理';
  const waiting = queue.filter(({ state }) => state === 'waiting' || state === 'sending').length;
  if (waiting > 0) return `已提交，待发送 ${waiting} 项`;
  if (visit.result?.state === 'returned' && draft?.submittedAt == null) return '审核退回，请更正结果';
  if (draft !== undefined && draft.submittedAt === null && Object.keys(draft.answers).length > 0)
    return `${STATE_NAMES[visit.state]}，草稿已填 ${Object.keys(draft.answers).length} 项`;
  return STATE_NAMES[visit.state];
};

/** One visit in the list: who, where, by when, and how far it is. */
export const VisitCard = (listed: Listed) => {
  const { visit, chosen, draft } = listed;
  const { unit, deadline, team } = visit;
  const open = visit.state === 'dispatched' && draft?.startedAt == null;
  return (
    <article className={`card ${deadline?.urgency ?? ''}`}>
      <h3>
        <Link to={['visits', visit.id]}>{unit.name}</Link>
      </h3>
      <p>{unit.address ?? `${unit.area}（名录中没有地址）`}</p>
      {deadline === null ? null : <p className="due">{deadlineText(deadline)}</p>}
      <p className="quiet">
        {progressText(listed)}　检查组：{team.map(({ name }) => name).join('、')}
        {visit.announced ? '' : '　不预先通知'}
        {visit.paused ? '　周期已暂停' : ''}
      </p>
      {visit.recusals?.map(({ names, receivedAt }) => (
        <p key={receivedAt} className="due">
          检查对象申请{names.join('、')}回避，尚未决定，暂不要前往
        </p>
      ))}
      {open ? (
        <label className="check">
          <input
            type="checkbox"
            checked={chosen}
            onChange={({ target }) => void choose(visit.id, target.checked)}
          />
          <span>今天去</span>
        </label>
      ) : null}
    </article>
  );
};
