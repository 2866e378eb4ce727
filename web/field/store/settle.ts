import type { Whole } from '../rules/steps.ts';
import { tellChanged } from './changes.ts';
import { nowInstant } from './clock.ts';
import { database } from './database.ts';
import { sendWaiting } from './sender.ts';
import { resultBody, submit } from './submit.ts';
import type { QueueItem } from './types.ts';

const RESULT: ReadonlySet<QueueItem['kind']> = new Set(['enterResult', 'correctResult']);
const OF_VISIT: ReadonlySet<QueueItem['kind']> = new Set(['recordVisit', ...RESULT]);

const dropKinds = async (taskId: string, kinds: ReadonlySet<QueueItem['kind']>): Promise<void> => {
  const writing = database().transaction('queue', 'readwrite');
  for (const item of await writing.store.index('task').getAll(taskId))
    if (kinds.has(item.kind) && item.state !== 'done') await writing.store.put({ ...item, state: 'dropped' });
  await writing.done;
};

/** The server's visit and result stand; photos and the record made on the spot are still handed in. */
export const settle = async (whole: Whole): Promise<void> => {
  const { taskId, submittedAt } = whole.draft;
  if (submittedAt === null) await submit(whole);
  await dropKinds(taskId, OF_VISIT);
  tellChanged('queue');
  await sendWaiting();
};

/** What is on this phone is handed in as a correction (更正) of what the colleague entered; both revisions stay on record. */
export const correctInstead = async (whole: Whole): Promise<void> => {
  const { taskId, submittedAt } = whole.draft;
  // A result that is there already makes of this one a correction.
  if (submittedAt === null) await submit(whole);
  else {
    await dropKinds(taskId, OF_VISIT);
    await database().put('queue', {
      ...{ id: `field-${crypto.randomUUID()}`, taskId, kind: 'correctResult', order: 3 },
      ...{ title: '更正检查结果', body: resultBody(whole), state: 'waiting', tries: 0, problem: null },
      createdAt: nowInstant(),
    });
    tellChanged('queue');
  }
  await sendWaiting();
};
