import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { finding, order } from '../../../api/resources/order/order-schema.ts';
import type { publication } from '../../../api/resources/publication/publication-schema.ts';
import type { taskCase } from '../../../api/resources/task/case-schema.ts';
import type { deadline, extension } from '../../../api/resources/task/deadline-schema.ts';
import type { AuthoritySettings } from '../../../domain/settings/settings.ts';
import { read } from '../../shared/http.ts';

export type TaskCase = z.output<typeof taskCase>;
type OrderCase = z.output<typeof order> & {
  readonly findings: readonly z.output<typeof finding>[];
  readonly deadlines: readonly z.output<typeof deadline>[];
  readonly extensions: readonly z.output<typeof extension>[];
};
type PublicationCase = z.output<typeof publication> & {
  readonly channels: readonly { readonly channel: string; readonly state: 'due' | 'confirmed' }[];
};
interface CycleCase {
  readonly id: string;
  readonly year: number;
  readonly number: number;
  readonly rows: readonly {
    readonly rowNumber: string;
    readonly item: string;
    readonly tasks: number;
    readonly eligible: number | null;
    readonly drawn: number | null;
    readonly workEndedOn: string | null;
  }[];
  readonly unannounced: readonly { readonly rowNumber: string }[];
  readonly enlargements: readonly {
    readonly id: string;
    readonly rowNumber: string;
    readonly additional: number;
    readonly decision: 'granted' | 'refused' | null;
  }[];
}
interface DrawCase {
  readonly id: string;
  readonly drawNo: number;
  readonly year: number;
}
interface Officer {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
}

/** What a command is about, as far as its form must know it; what it is not about is null. */
export interface Subject {
  readonly task: TaskCase | null;
  readonly order: OrderCase | null;
  readonly publication: PublicationCase | null;
  readonly cycle: CycleCase | null;
  readonly draw: DrawCase | null;
  readonly settings: AuthoritySettings;
  readonly officers: readonly Officer[];
}

type Part = Partial<Omit<Subject, 'settings' | 'officers'>>;

const ofTask = async (taskId: string): Promise<Part> => ({
  task: await read<TaskCase>(`/api/tasks/${taskId}`),
});

const partsOf = async (path: string): Promise<Part> => {
  if (path.startsWith('/api/tasks/')) return { task: await read<TaskCase>(path) };
  if (path.startsWith('/api/orders/')) {
    const found = await read<OrderCase>(path);
    return { ...(await ofTask(found.taskId)), order: found };
  }
  if (path.startsWith('/api/publications/')) {
    const found = await read<PublicationCase>(path);
    return { ...(await ofTask(found.taskId)), publication: found };
  }
  if (path.startsWith('/api/cycles/')) return { cycle: await read<CycleCase>(path) };
  return { draw: await read<DrawCase>(path) };
};

const NOTHING = { task: null, order: null, publication: null, cycle: null, draw: null } as const;

const readSubject = async (path: string): Promise<Subject> => {
  const [parts, { settings }, { officers }] = await Promise.all([
    partsOf(path),
    read<{ settings: AuthoritySettings }>('/api/authorities/me/settings'),
    read<{ officers: Officer[] }>('/api/officers'),
  ]);
  return { ...NOTHING, ...parts, settings, officers };
};

/** @param path address of the subject: `/api/tasks/ID`, `/api/publications/ID/revisions/1` … */
export const useSubject = (path: string) =>
  useQuery({ queryKey: ['subject', path], queryFn: () => readSubject(path), staleTime: 0, gcTime: 0 });

/** Who is inspected, in the words of a preview. */
export const unitOf = ({ task }: Subject): string => task?.unit.name ?? '该检查对象';

export const officerName = ({ officers, task }: Subject, id: string): string =>
  task?.team.find(({ officerId }) => officerId === id)?.name ??
  officers.find((officer) => officer.id === id)?.name ??
  '……';
