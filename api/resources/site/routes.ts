import type { Routes } from '../../http/routes.ts';
import { pageRoutes } from './pages.ts';
import { systemRoutes } from './system.ts';

export const SITE_ROUTES: readonly Routes[] = [systemRoutes, pageRoutes];
