import type { StepInput } from '../../workflows/shared/contract.ts';
import type { ActivityDeps } from '../shared/deps.ts';
import { deliverToEngine } from '../shared/engine-outbox.ts';
import { beat } from '../shared/heartbeat.ts';
import { asFailure } from '../shared/step.ts';

const PAGE = 200;

/** Starts the workflows of the drawn tasks, page by page; whatever a crash leaves is still asked for in the facts. */
export const startTasks =
  ({ db, engine }: ActivityDeps) =>
  async ({ authorityId }: StepInput): Promise<void> => {
    try {
      while ((await deliverToEngine(db, engine, authorityId, PAGE)) === PAGE) beat();
    } catch (error) {
      throw asFailure(error);
    }
  };
