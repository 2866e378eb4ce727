import { useQuery } from '@tanstack/react-query';
import { read } from '../../shared/http.ts';

interface Officers {
  readonly officers: readonly { readonly id: string; readonly name: string }[];
}

/** Names of officers by id; an id stays where its officer is not known. */
export const useOfficerNames = (): ((id: string) => string) => {
  const { data } = useQuery({ queryKey: ['officers'], queryFn: () => read<Officers>('/api/officers') });
  return (id) => data?.officers.find((officer) => officer.id === id)?.name ?? id;
};
