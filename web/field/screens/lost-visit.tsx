import { Notice } from '../parts/notice.tsx';
import { Screen } from '../parts/screen.tsx';
import { readable, whyLost } from '../rules/lost.ts';
import { useStored } from '../store/changes.ts';
import { timeText } from '../store/clock.ts';
import { database } from '../store/database.ts';
import { filesOf } from '../store/files.ts';
import type { Draft } from '../store/types.ts';
import { LostContent } from './lost-content.tsx';
import { SentItem } from './queue.tsx';
import { SetAside } from './set-aside.tsx';
import { SignedText } from './steps/signed-text.tsx';

export const HOME = { to: [], name: '我的现场检查' } as const;

const load = async (taskId: string) => {
  const [draft, common, files, queue] = await Promise.all([
    database().get('drafts', taskId),
    database().get('common', 'common'),
    filesOf(taskId),
    database().getAllFromIndex('queue', 'task', taskId),
  ]);
  return { draft, common, files, queue: queue.sort((one, other) => one.order - other.order) };
};

const Whereabouts = ({ draft }: { readonly draft: Draft }) => (
  <Notice tone="warning" title={`${whyLost(draft)}，本机的内容不能提交。`}>
    <p>
      {draft.submittedAt === null
        ? `这份草稿没有提交，最后填写于 ${timeText(draft.changedAt)}。`
        : `您已于 ${timeText(draft.submittedAt)} 在本机提交，系统没有全部受理。`}
    </p>
    <p>以下内容只能查看，保存在本机；需要留作依据的，请与办公室联系。</p>
  </Notice>
);

/** A visit that the server does not give this person any more: what he wrote of it can be read, and stays until he decides. */
export const LostVisit = ({ taskId }: { readonly taskId: string }) => {
  const found = useStored(['drafts', 'common', 'files', 'queue'], () => load(taskId), taskId);
  if (found === undefined)
    return (
      <Screen title="正在打开…" back={HOME}>
        <p role="status">正在读取本机内容…</p>
      </Screen>
    );
  const { draft, common, files, queue } = found;
  if (draft === undefined || common === undefined)
    return (
      <Screen title="没有这项任务" back={HOME}>
        <Notice tone="warning" title="该任务不在您的名下，或已办结超过 30 日。" />
      </Screen>
    );
  const { visit, lines } = readable(draft, common);
  const photos = files.filter(({ purpose }) => purpose === 'photo');
  return (
    <Screen title={visit.unit.name} back={HOME}>
      <Whereabouts draft={draft} />
      {queue.length === 0 ? null : (
        <section>
          <h2>发送情况</h2>
          <ul className="queue">
            {queue.map((item) => (
              <SentItem key={item.id} item={item} mayRetry={false} />
            ))}
          </ul>
        </section>
      )}
      <SignedText draft={draft} visit={visit} lines={lines} common={common} />
      <LostContent draft={draft} team={visit.team} lines={lines} photos={photos} />
      <SetAside taskId={taskId} photos={photos.length} />
    </Screen>
  );
};
