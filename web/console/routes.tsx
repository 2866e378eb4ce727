import { Skeleton } from 'antd';
import { createBrowserRouter, Navigate, type RouteObject } from 'react-router';
import { ConsoleLayout } from './layout/console-layout.tsx';
import { NotFound, PageFault } from './layout/lost.tsx';

/** Each place is fetched when it is first opened; it divides its own addresses further. */
const places: readonly RouteObject[] = [
  { path: 'work/*', lazy: () => import('./pages/work/index.tsx') },
  { path: 'year/*', lazy: () => import('./pages/year/index.tsx') },
  { path: 'cycles/*', lazy: () => import('./pages/cycles/index.tsx') },
  { path: 'draws/*', lazy: () => import('./pages/draws/index.tsx') },
  { path: 'tasks/*', lazy: () => import('./pages/tasks/index.tsx') },
  { path: 'orders/*', lazy: () => import('./pages/orders/index.tsx') },
  { path: 'publications/*', lazy: () => import('./pages/publications/index.tsx') },
  { path: 'feedback/*', lazy: () => import('./pages/feedback/index.tsx') },
  { path: 'messages/*', lazy: () => import('./pages/messages/index.tsx') },
  { path: 'registers/*', lazy: () => import('./pages/registers/index.tsx') },
  { path: 'items/*', lazy: () => import('./pages/items/index.tsx') },
  { path: 'statistics/*', lazy: () => import('./pages/statistics/index.tsx') },
  { path: 'audit/*', lazy: () => import('./pages/audit/index.tsx') },
  { path: 'settings/*', lazy: () => import('./pages/settings/index.tsx') },
  { path: 'rehearsal/*', lazy: () => import('./pages/rehearsal/index.tsx') },
  { path: 'account/*', lazy: () => import('./pages/account/index.tsx') },
];

export const router = createBrowserRouter(
  [
    // Without menu and head: it fills the screen of a hall.
    {
      path: 'hall/:drawId',
      lazy: () => import('./pages/draws/hall/index.tsx'),
      hydrateFallbackElement: <Skeleton active />,
      errorElement: <PageFault />,
    },
    {
      element: <ConsoleLayout />,
      errorElement: <PageFault />,
      children: [
        { index: true, element: <Navigate to="/work" replace /> },
        ...places.map(
          (place) =>
            ({
              ...place,
              hydrateFallbackElement: <Skeleton active />,
              errorElement: <PageFault />,
            }) as RouteObject,
        ),
        { path: '*', element: <NotFound /> },
      ],
    },
  ],
  { basename: '/console' },
);
