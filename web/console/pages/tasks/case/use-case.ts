import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { taskCase } from '../../../../../api/resources/task/case-schema.ts';
import { read } from '../../../../shared/http.ts';
import { useMe } from '../../../../shared/me.ts';

export type TaskCase = z.output<typeof taskCase>;

export const pathOf = (id: string): string => `/api/tasks/${encodeURIComponent(id)}`;

export const useCase = (id: string) =>
  useQuery({ queryKey: ['task', id], queryFn: () => read<TaskCase>(pathOf(id)) });

/** Members of the team may record and enter (谁检查、谁录入). */
export const useInTeam = ({ team }: Pick<TaskCase, 'team'>): boolean => {
  const { data: me } = useMe();
  return team.some(({ officerId, state }) => state === 'assigned' && officerId === me?.officerId);
};

/** Names of the authority's result table and channels. */
export const useSettings = () =>
  useQuery({
    queryKey: ['settings'],
    queryFn: () =>
      read<{
        settings: {
          readonly resultCodes: readonly { readonly code: string; readonly name: string }[];
          readonly publication: {
            readonly channels: readonly { readonly id: string; readonly name: string }[];
          };
        };
      }>('/api/authorities/me/settings'),
  }).data?.settings;
