import type { Routes } from '../../http/routes.ts';
import { orderBoardRoutes } from './order-board.ts';
import { orderRoutes } from './orders.ts';

export const ORDER_ROUTES: readonly Routes[] = [orderRoutes, orderBoardRoutes];
