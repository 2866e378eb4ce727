import type { Routes } from '../../http/routes.ts';
import { otherInspectionRoutes } from './other-inspections.ts';
import { statisticsRoutes } from './statistics.ts';
import { statisticsTableRoutes } from './statistics-tables.ts';

export const STATISTICS_ROUTES: readonly Routes[] = [
  statisticsRoutes,
  statisticsTableRoutes,
  otherInspectionRoutes,
];
