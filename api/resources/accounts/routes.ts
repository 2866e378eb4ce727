import type { Routes } from '../../http/routes.ts';
import { deputyRoutes } from './deputies.ts';
import { ownSecondFactorRoutes } from './own-second-factor.ts';
import { ownSessionRoutes } from './own-sessions.ts';
import { peopleRoutes } from './people.ts';
import { providerPageRoutes } from './provider-pages.ts';
import { securitySettingsRoutes } from './security-settings.ts';
import { signInRoutes } from './sign-in.ts';
import { signInPageRoutes } from './sign-in-pages.ts';

export const ACCOUNT_ROUTES: readonly Routes[] = [
  signInRoutes,
  ownSessionRoutes,
  ownSecondFactorRoutes,
  deputyRoutes,
  peopleRoutes,
  securitySettingsRoutes,
  signInPageRoutes,
  providerPageRoutes,
];
