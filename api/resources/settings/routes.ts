import type { Routes } from '../../http/routes.ts';
import { settingsRoutes } from './settings.ts';
import { settingsProposalRoutes } from './settings-proposals.ts';

export const SETTINGS_ROUTES: readonly Routes[] = [settingsRoutes, settingsProposalRoutes];
