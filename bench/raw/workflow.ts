/** The baseline: what the engine does for one start, two activities that do nothing and one update. */
import {
  allHandlersFinished,
  condition,
  defineUpdate,
  proxyActivities,
  setHandler,
} from '@temporalio/workflow';

export const goOnUpdate = defineUpdate<string, []>('goOn');

const { nothing } = proxyActivities<{ nothing(): Promise<void> }>({ startToCloseTimeout: '30s' });

export const raw = async (): Promise<void> => {
  let goOn = false;
  setHandler(goOnUpdate, () => {
    goOn = true;
    return 'on';
  });
  await nothing();
  await condition(() => goOn);
  await nothing();
  await condition(allHandlersFinished);
};

export const actUpdate = defineUpdate<void, []>('act');

/** Lives on and does nothing in one activity whenever it is told to: the least that a command can cost. */
export const rawSubject = async (): Promise<void> => {
  setHandler(actUpdate, () => nothing());
  await condition(() => false);
};
