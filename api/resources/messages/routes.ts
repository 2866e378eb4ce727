import type { Routes } from '../../http/routes.ts';
import { campaignRoutes } from './campaigns.ts';
import { deliveryRoutes } from './delivery.ts';
import { messagePageRoutes } from './message-pages.ts';
import { messageRoutes } from './messages.ts';
import { noticeTextRoutes } from './notice-texts.ts';
import { noticeRoutes } from './notices.ts';

export const MESSAGE_ROUTES: readonly Routes[] = [
  messageRoutes,
  campaignRoutes,
  noticeRoutes,
  noticeTextRoutes,
  deliveryRoutes,
  messagePageRoutes,
];
