import { useQuery } from '@tanstack/react-query';
import { read } from '../../../shared/http.ts';

interface Officers {
  readonly sections: readonly { readonly id: string; readonly name: string }[];
}

/** Names of the sections by id. */
export const useSections = (): Readonly<Record<string, string>> => {
  const { data } = useQuery({
    queryKey: ['officers'],
    queryFn: () => read<Officers>('/api/officers'),
    staleTime: 300_000,
  });
  return Object.fromEntries((data?.sections ?? []).map(({ id, name }) => [id, name]));
};
