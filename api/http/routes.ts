import type { ApiDeps } from '../deps.ts';
import type { ApiApp } from './api-app.ts';

/** Registers the routes of one resource. */
export type Routes = (app: ApiApp, deps: ApiDeps) => void;
