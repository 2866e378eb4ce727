import type { Routes } from '../../http/routes.ts';
import { attachmentRoutes } from './attachments.ts';
import { bulkActionRoutes } from './bulk-actions.ts';
import { fieldRoutes } from './field.ts';
import { taskRoutes } from './tasks.ts';
import { unitLinkOfficeRoutes } from './unit-links.ts';

export const TASK_ROUTES: readonly Routes[] = [
  taskRoutes,
  bulkActionRoutes,
  attachmentRoutes,
  fieldRoutes,
  unitLinkOfficeRoutes,
];
