import type { Routes } from '../../http/routes.ts';
import { drawPaperRoutes } from './draw-papers.ts';
import { drawRoomRoutes } from './draw-room.ts';
import { drawRoutes } from './draws.ts';
import { listChangeRoutes } from './list-changes.ts';

export const DRAW_ROUTES: readonly Routes[] = [drawRoutes, drawPaperRoutes, drawRoomRoutes, listChangeRoutes];
