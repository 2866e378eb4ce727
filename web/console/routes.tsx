import { Skeleton } from 'antd';
import { createBrowserRouter, Navigate, type RouteObject } from 'react-router';
import { ConsoleLayout } from './layout/console-layout.tsx';
import { NotFound, PageFault } from './layout/lost.tsx';
import { PLACE_MODULES } from './place-modules.ts';

const places: readonly RouteObject[] = Object.entries(PLACE_MODULES).map(([path, lazy]) => ({
  path: `${path}/*`,
  lazy: async () => ({ Component: (await lazy()).Component }),
}));

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
