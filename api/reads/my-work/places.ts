import type { WorkLine } from './list-work.ts';

const at = (place: string, id: string): string => `/${place}/${encodeURIComponent(id)}`;

type Of = Pick<WorkLine, 'kind' | 'subjectKind' | 'subjectId' | 'part' | 'taskId'>;

/** Where in the console a matter is done, below `/console`. */
export const linkOf = ({ kind, subjectKind, subjectId, taskId }: Of): string => {
  if (kind === 'publication') return at('publications', subjectId);
  switch (subjectKind) {
    case 'order':
      return at('orders', subjectId);
    case 'draw':
      return at('draws', subjectId);
    case 'cycle':
      return at('cycles', subjectId);
    case 'plan':
      return at('year', subjectId.slice(0, 4));
    case 'message':
      return at('messages', subjectId);
    case 'notice-text':
      return '/messages/texts';
    case 'campaign':
      return '/messages/campaigns';
    case 'feedback':
      return '/feedback';
    case 'plan-import':
      return `/year${at('imports', subjectId)}`;
    case 'unit-statement':
      return `${at('tasks', taskId ?? '')}#from-unit`;
    default:
      return at('tasks', taskId ?? subjectId);
  }
};

/** The address that commands about it are given to. */
export const subjectPathOf = ({ subjectKind, subjectId, part }: Of): string | null => {
  switch (subjectKind) {
    case 'task':
      return `/api/tasks/${subjectId}`;
    case 'order':
      return `/api/orders/${subjectId}`;
    case 'publication':
      return `/api/publications/${subjectId}/revisions/${part}`;
    default:
      return null;
  }
};
