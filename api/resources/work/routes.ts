import type { Routes } from '../../http/routes.ts';
import { myWorkRoutes } from './my-work.ts';
import { savedFilterRoutes } from './saved-filters.ts';

export const WORK_ROUTES: readonly Routes[] = [myWorkRoutes, savedFilterRoutes];
