import type { ApiDeps } from '../deps.ts';
import type { ApiApp } from '../http/api-app.ts';
import { portalDownloadRoutes } from './download-routes.ts';
import { feedbackRoutes } from './feedback-routes.ts';
import { drawListRoutes } from './routes/draw-list.ts';
import { drawPageRoutes } from './routes/draws.ts';
import { homeRoutes } from './routes/home.ts';
import { listRoutes } from './routes/lists.ts';
import { orderPageRoutes } from './routes/orders.ts';
import { planPageRoutes } from './routes/plan.ts';
import { resultRoutes } from './routes/results.ts';

const PARTS = [
  homeRoutes,
  resultRoutes,
  orderPageRoutes,
  planPageRoutes,
  drawPageRoutes,
  drawListRoutes,
  listRoutes,
  portalDownloadRoutes,
  feedbackRoutes,
];

/**
 * The public portal (公开门户): pages that are whole without a script, for whoever comes. They show what was made
 * public and nothing else: no name of a person, no number of a task that is not published, no secret list.
 */
export const portalRoutes = (app: ApiApp, deps: ApiDeps): void => {
  for (const routes of PARTS) routes(app, deps);
};
