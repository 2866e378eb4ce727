import { lazy } from 'react';

/** The forms of thirty commands are fetched when the first is opened. */
export const CommandDialog = lazy(async () => ({
  default: (await import('./command-dialog.tsx')).CommandDialog,
}));
