import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { PlanImportReview } from '../../../../../api/resources/plan/plan-import-schema.ts';
import { read, send } from '../../../../shared/http.ts';

export type ReviewedDoubt = PlanImportReview['doubts'][number];
export type ReadRow = PlanImportReview['rows'][number];

/** What a person says to one doubt; null takes it back. */
export interface Said {
  readonly key: string;
  readonly value: string | number | null;
  readonly assumed: boolean;
  readonly reason: string | null;
}

const keyOf = (id: string) => ['plan-imports', id];

/** A file with what was read of it; each answer is kept by the server as soon as it is given. */
export const useImport = (id: string) => {
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: keyOf(id),
    queryFn: () => read<PlanImportReview>(`/api/plan-imports/${id}`),
  });
  const answer = useMutation({
    // One after the other: two answers at once could come back in the wrong order.
    scope: { id: `plan-import-${id}` },
    mutationFn: (answers: readonly Said[]) =>
      send<PlanImportReview>('PUT', `/api/plan-imports/${id}/answers`, { answers }),
    onSuccess: (review) => queries.setQueryData(keyOf(id), review),
  });
  return { query, answer };
};
