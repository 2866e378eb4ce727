import type { QueryClient } from '@tanstack/react-query';
import type { ComponentType } from 'react';

/** What the file of a place exports. */
export interface PlaceModule {
  readonly Component: ComponentType;
  /** Asks for what the place shows first, where adding it up takes the server a moment. */
  readonly ahead?: (client: QueryClient) => void;
}

/** Each place by its path, fetched when it is first wanted; it divides its own addresses further. */
export const PLACE_MODULES: Readonly<Record<string, () => Promise<PlaceModule>>> = {
  work: () => import('./pages/work/index.tsx'),
  year: () => import('./pages/year/index.tsx'),
  cycles: () => import('./pages/cycles/index.tsx'),
  draws: () => import('./pages/draws/index.tsx'),
  tasks: () => import('./pages/tasks/index.tsx'),
  orders: () => import('./pages/orders/index.tsx'),
  publications: () => import('./pages/publications/index.tsx'),
  feedback: () => import('./pages/feedback/index.tsx'),
  messages: () => import('./pages/messages/index.tsx'),
  registers: () => import('./pages/registers/index.tsx'),
  items: () => import('./pages/items/index.tsx'),
  statistics: () => import('./pages/statistics/index.tsx'),
  audit: () => import('./pages/audit/index.tsx'),
  settings: () => import('./pages/settings/index.tsx'),
  rehearsal: () => import('./pages/rehearsal/index.tsx'),
  account: () => import('./pages/account/index.tsx'),
};

/** A place that cannot be fetched now is fetched, and its fault told, when it is opened. */
const fetched = (path: string): Promise<PlaceModule | undefined> =>
  PLACE_MODULES[path]?.().catch(() => undefined) ?? Promise.resolve(undefined);

/** The mouse is on its way to a place. */
export const bringNear = (path: string): void => void fetched(path);

/** The mouse is pressed on it: the answer is under way before the place is drawn. */
export const askAhead = async (path: string, client: QueryClient): Promise<void> =>
  (await fetched(path))?.ahead?.(client);
