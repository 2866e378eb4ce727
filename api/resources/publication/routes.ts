import type { Routes } from '../../http/routes.ts';
import { officeFeedbackRoutes } from './feedback.ts';
import { publicationBoardRoutes } from './publication-board.ts';
import { publicationRoutes } from './publications.ts';

export const PUBLICATION_ROUTES: readonly Routes[] = [
  publicationRoutes,
  publicationBoardRoutes,
  officeFeedbackRoutes,
];
