import { commandActivity } from '../shared/command.ts';
import type { ActivityDeps } from '../shared/deps.ts';
import { advanceOrder, orderProgress } from './advance-order.ts';
import { carryOutReferFindings, carryOutWaiveFindings } from './dispose.ts';
import { carryOutDecideExtension, carryOutRequestExtension } from './extensions.ts';
import { carryOutReinspect } from './reinspect.ts';
import { carryOutReportRectified } from './report-rectified.ts';

/** The steps of one order to correct. */
export const createRectificationActivities = (deps: ActivityDeps) => {
  const subject = { family: 'rectification', progressOf: orderProgress } as const;
  return {
    advanceOrder: advanceOrder(deps),
    reportRectified: commandActivity(deps, {
      ...subject,
      name: 'reportRectified',
      carryOut: carryOutReportRectified,
    }),
    requestExtension: commandActivity(deps, {
      ...subject,
      name: 'requestExtension',
      carryOut: carryOutRequestExtension,
    }),
    decideExtension: commandActivity(deps, {
      ...subject,
      name: 'decideExtension',
      carryOut: carryOutDecideExtension,
    }),
    reinspect: commandActivity(deps, { ...subject, name: 'reinspect', carryOut: carryOutReinspect }),
    waiveFindings: commandActivity(deps, {
      ...subject,
      name: 'waiveFindings',
      carryOut: carryOutWaiveFindings,
    }),
    referFindings: commandActivity(deps, {
      ...subject,
      name: 'referFindings',
      carryOut: carryOutReferFindings,
    }),
  };
};

export type RectificationActivities = ReturnType<typeof createRectificationActivities>;
