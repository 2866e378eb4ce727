import { tellChanged } from './changes.ts';
import { database } from './database.ts';
import { request, Unsuccessful } from './request.ts';
import type { ChecklistLine, Draft, Lost, QueueItem, Visit } from './types.ts';

/** Whether the server has all that was handed in of a visit: its draft is needed no longer. */
export const isDelivered = (draft: Draft | undefined, items: readonly QueueItem[]): boolean =>
  draft?.submittedAt !== null &&
  items.length > 0 &&
  items.every(({ state }) => state === 'done' || state === 'dropped');

/** Of `GET /api/tasks/{id}`, what is asked here. */
interface TaskCase {
  readonly task: { readonly endKind: Visit['endKind'] };
  readonly unit: Pick<Visit['unit'], 'name' | 'code'>;
  readonly team: readonly (Visit['team'][number] & { readonly state: 'assigned' | 'recused' | 'replaced' })[];
  readonly checklist: readonly ChecklistLine[];
}

const FORBIDDEN = 403;

const whyOf = ({ task, team }: TaskCase, officerId: string): Lost['why'] => {
  if (task.endKind === 'cancelled' || task.endKind === 'replaced') return task.endKind;
  return team.some((seat) => seat.officerId === officerId && seat.state === 'assigned')
    ? 'over'
    : 'reassigned';
};

const ask = async (
  { taskId, certificates, inspectorSignatures }: Draft,
  officerId: string,
): Promise<Lost> => {
  try {
    const found = await request<TaskCase>('GET', `/api/tasks/${encodeURIComponent(taskId)}`);
    const wasThere = new Set([officerId, ...Object.keys(certificates), ...Object.keys(inspectorSignatures)]);
    const seats = new Map(found.team.map((seat) => [seat.officerId, seat]));
    return {
      why: whyOf(found, officerId),
      unit: { name: found.unit.name, code: found.unit.code },
      // Who came into the team afterwards was not at this visit.
      team: [...seats.values()]
        .filter((seat) => wasThere.has(seat.officerId))
        .map(({ officerId: id, name, certificateNumber }) => ({ officerId: id, name, certificateNumber })),
      lines: found.checklist,
    };
  } catch (error) {
    // A list that is still secret is open to the team alone: whoever may not see the task is in it no longer.
    if (error instanceof Unsuccessful && error.status === FORBIDDEN)
      return { why: 'reassigned', unit: null, team: [], lines: [] };
    throw error;
  }
};

/** Writes beside each draft whose task the server gives no longer why that is; asked once, for it is shown offline too. */
export const learnWhy = async (officerId: string): Promise<void> => {
  const [visits, drafts] = await Promise.all([database().getAll('visits'), database().getAll('drafts')]);
  const listed = new Set(visits.map(({ id }) => id));
  for (const draft of drafts) {
    const isLost = !listed.has(draft.taskId);
    if (isLost === (draft.lost !== undefined)) continue;
    const lost = isLost ? await ask(draft, officerId).catch(unlessPassing) : undefined;
    if (isLost && lost === undefined) continue;
    await write(draft.taskId, lost);
  }
};

/** What could not be asked now is asked with the next update. */
const unlessPassing = (error: unknown): undefined => {
  if (!(error instanceof Unsuccessful)) throw error;
  return undefined;
};

const write = async (taskId: string, lost: Lost | undefined): Promise<void> => {
  const writing = database().transaction('drafts', 'readwrite');
  const stored = await writing.store.get(taskId);
  if (stored !== undefined) {
    const { lost: _before, ...draft } = stored;
    await writing.store.put(lost === undefined ? draft : { ...draft, lost });
  }
  await writing.done;
  tellChanged('drafts');
};

/** Takes a draft with its photos, signatures and what waits of it off the phone: only when the person has said so. */
export const setAside = async (taskId: string): Promise<void> => {
  const writing = database().transaction(['drafts', 'files', 'queue', 'chosen'], 'readwrite');
  for (const name of ['files', 'queue'] as const) {
    const store = writing.objectStore(name);
    for (const id of await store.index('task').getAllKeys(taskId)) await store.delete(id);
  }
  await writing.objectStore('chosen').delete(taskId);
  await writing.objectStore('drafts').delete(taskId);
  await writing.done;
  tellChanged('drafts', 'files', 'queue', 'chosen');
};
