import { useQuery } from '@tanstack/react-query';
import { read } from '../../../shared/http.ts';
import '../../boards/board.css';
import { minuteOfInstant } from '../../../shared/china-time.ts';
import { Loaded, Page } from '../../layout/page.tsx';
import { Part } from '../../records/facts.tsx';
import { Changes } from './changes.tsx';
import type { Change } from './setting.ts';
import { SettingsTabs } from './settings-tabs.tsx';

interface Past {
  readonly id: number;
  readonly at: string;
  readonly actorId: string;
  readonly actorName: string | null;
  readonly reason: string | null;
  readonly version: number;
  readonly changes: readonly Change[];
}

const PATH = '/api/authorities/me/settings/history';

/** Every change of the settings that was put in force. */
export const HistoryPage = () => {
  const query = useQuery({ queryKey: [PATH], queryFn: () => read<readonly Past[]>(PATH) });
  return (
    <Page title="设置的变更记录">
      <SettingsTabs />
      <Loaded query={query}>
        {(history) => (
          <>
            {history.length === 0 && <p className="quiet-text">设置自建立以来没有变更。</p>}
            {history.map(({ id, at, actorId, actorName, reason, version, changes }) => (
              <Part key={id} title={`第 ${version} 版`}>
                <p>
                  {minuteOfInstant(at)}　{actorName ?? actorId}
                  {reason !== null && `　理由：${reason}`}
                </p>
                <Changes changes={changes} />
              </Part>
            ))}
          </>
        )}
      </Loaded>
    </Page>
  );
};
