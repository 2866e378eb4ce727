import type { Routes } from '../../http/routes.ts';
import { contactRoutes } from './contacts.ts';
import { exemptionRoutes } from './exemptions.ts';
import { inspectorRoutes } from './inspectors.ts';
import { itemListRoutes } from './item-list.ts';
import { registerFileRoutes } from './register-files.ts';
import { registerImportRoutes } from './register-imports.ts';
import { registerRoutes } from './registers.ts';
import { unitEntryRoutes } from './unit-entries.ts';

export const REGISTER_ROUTES: readonly Routes[] = [
  registerRoutes,
  unitEntryRoutes,
  inspectorRoutes,
  itemListRoutes,
  registerFileRoutes,
  registerImportRoutes,
  contactRoutes,
  exemptionRoutes,
];
