/** The baseline: what the engine does for one start, two activities that do nothing and one update. */
import {
  allHandlersFinished,
  condition,
  defineUpdate,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
} from '@temporalio/workflow';

export const goOnUpdate = defineUpdate<string, []>('goOn');

interface Activities {
  nothing(): Promise<void>;
}
const { nothing } = proxyActivities<Activities>({ startToCloseTimeout: '30s' });
const { nothing: nothingHere } = proxyLocalActivities<Activities>({ startToCloseTimeout: '30s' });

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

/** Lives on and does nothing, inside the workflow's own task, whenever it is told to: the least a command can cost. */
export const rawSubject = async (): Promise<void> => {
  setHandler(actUpdate, () => nothingHere());
  await condition(() => false);
};
