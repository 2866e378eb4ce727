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
