import { Context } from '@temporalio/activity';

/** Tells Temporal that long work goes on; outside an activity (a test, a bench) there is nobody to tell. */
export const beat = (): void => {
  let context: Context;
  try {
    context = Context.current();
  } catch {
    return;
  }
  context.heartbeat();
};
