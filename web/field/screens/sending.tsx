import { Notice } from '../parts/notice.tsx';
import { Link } from '../router.tsx';
import { takeBack } from '../store/submit.ts';
import type { QueueItem } from '../store/types.ts';

export interface SendingProps {
  readonly taskId: string;
  readonly queue: readonly QueueItem[];
  /** Handed in; a draft that was taken back has something there, and yet is not there. */
  readonly locked: boolean;
}

/** How far a visit that was handed in has come. */
export const Sending = ({ taskId, queue, locked }: SendingProps) => {
  if (queue.length === 0) return null;
  const of = (state: QueueItem['state']) => queue.filter((item) => item.state === state);
  const waiting = [...of('waiting'), ...of('sending')];
  const refused = of('refused');
  if (waiting.length === 0 && refused.length === 0) {
    const there = queue.some(({ kind, state }) => kind.endsWith('Result') && state === 'done');
    return locked || there ? (
      <Notice tone="done" title="本机提交的内容已全部送达。">
        <p>共 {of('done').length} 项。</p>
      </Notice>
    ) : null;
  }
  return (
    <Notice
      tone={refused.length === 0 ? 'info' : 'error'}
      title={
        refused.length === 0
          ? `已提交，待发送 ${waiting.length} 项，联网后自动发送。`
          : `有 ${refused.length} 项被退回：`
      }
    >
      {refused.map(({ id, title, problem }) => (
        <p key={id}>
          {title}：{problem?.detail}
        </p>
      ))}
      <p className="row">
        <Link to={['queue']} className="button">
          发送情况
        </Link>
        <button type="button" onClick={() => void takeBack(taskId)}>
          撤回修改
        </button>
      </p>
    </Notice>
  );
};
