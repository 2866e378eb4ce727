import type { Routes } from '../../http/routes.ts';
import { cycleRoutes } from './cycles.ts';
import { lateMatterRoutes } from './late-matters.ts';

export const CYCLE_ROUTES: readonly Routes[] = [cycleRoutes, lateMatterRoutes];
