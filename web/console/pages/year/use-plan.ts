import { useQuery } from '@tanstack/react-query';
import type { PlanVersion } from '../../../../api/resources/plan/plan-schema.ts';
import type { PlanTable } from '../../../../api/resources/plan/plan-table-schema.ts';
import { read } from '../../../shared/http.ts';

export interface PlanOfYear {
  readonly year: number;
  readonly title: string;
  readonly documentNumber: string | null;
  readonly issuer: string;
  readonly currentVersion: number | null;
  readonly latest: PlanVersion;
}

const versionsOf = (year: number) => read<PlanVersion[]>(`/api/plans/${year}/versions`);

const plansWithLatest = async (): Promise<PlanOfYear[]> => {
  const plans = await read<Omit<PlanOfYear, 'latest'>[]>('/api/plans');
  const versions = await Promise.all(plans.map(({ year }) => versionsOf(year)));
  return plans.flatMap((plan, index) => {
    const latest = versions[index]?.at(-1);
    return latest === undefined ? [] : [{ ...plan, latest }];
  });
};

/** Every year's plan with its newest version. */
export const usePlans = () => useQuery({ queryKey: ['plans'], queryFn: plansWithLatest });

/** A year's versions, oldest first. */
export const useVersions = (year: number) =>
  useQuery({ queryKey: ['plans', year, 'versions'], queryFn: () => versionsOf(year) });

export const usePlanTable = (year: number, version: number | null) =>
  useQuery({
    queryKey: ['plans', year, 'table', version],
    queryFn: () => read<PlanTable>(`/api/plans/${year}/versions/${version}/table`),
    enabled: version !== null,
  });

/** The version in force, else the newest. */
export const versionToShow = (versions: readonly PlanVersion[]): number | null =>
  (versions.find(({ state }) => state === 'published') ?? versions.at(-1))?.version ?? null;
