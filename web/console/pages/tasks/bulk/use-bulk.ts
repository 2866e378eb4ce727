import { useQuery } from '@tanstack/react-query';
import type { BulkLineShown } from '../../../../../api/resources/task/bulk-schema.ts';
import type { AuthoritySettings } from '../../../../../domain/settings/settings.ts';
import { read } from '../../../../shared/http.ts';
import type { Subject } from '../../../commands/subject.ts';

export const BULK_STATES: Readonly<
  Record<BulkLineShown['state'], readonly [string, 'work' | 'done' | 'none']>
> = {
  running: ['办理中', 'work'],
  finished: ['已办完', 'done'],
  stopped: ['已停止', 'none'],
};

const NOTHING = { task: null, order: null, publication: null, cycle: null, draw: null } as const;

/** What the fields of a bulk action choose from: people and channels, no single subject. */
export const useBulkSubject = () =>
  useQuery({
    queryKey: ['bulk-subject'],
    queryFn: async (): Promise<Subject> => {
      const [{ settings }, inspectors] = await Promise.all([
        read<{ settings: AuthoritySettings }>('/api/authorities/me/settings'),
        read<{ officerId: string; name: string }[]>('/api/inspectors'),
      ]);
      const officers = inspectors.map(({ officerId, name }) => ({ id: officerId, name, active: true }));
      return { ...NOTHING, settings, officers };
    },
  });

const EVERY_MS = 1_000;

/** An action as it goes on; asked again until it is over. */
export const useBulkAction = (id: string) =>
  useQuery({
    queryKey: ['bulk', id],
    queryFn: () => read<BulkLineShown>(`/api/bulk-actions/${encodeURIComponent(id)}`),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? EVERY_MS : false),
  });
