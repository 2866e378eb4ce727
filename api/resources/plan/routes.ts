import type { Routes } from '../../http/routes.ts';
import { holidayRoutes } from './holidays.ts';
import { planDecisionRoutes } from './plan-decisions.ts';
import { planImportRoutes } from './plan-imports.ts';
import { planTableRoutes } from './plan-table.ts';
import { planYearRoutes } from './plan-year.ts';
import { planRoutes } from './plans.ts';

export const PLAN_ROUTES: readonly Routes[] = [
  holidayRoutes,
  planRoutes,
  planDecisionRoutes,
  planImportRoutes,
  planYearRoutes,
  planTableRoutes,
];
