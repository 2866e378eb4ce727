import type { CommandName, Role } from '../../domain/rights/rights.ts';
import type { Session } from '../services/sessions.ts';
import type { ApiApp } from './api-app.ts';

/** Who may use a route: any officer who is signed in, one of these roles, or whoever may give the command. */
export type RouteRight = 'officer' | { readonly roles: readonly Role[] } | { readonly command: CommandName };

export interface DeclaredRoute {
  readonly method: string;
  readonly url: string;
  /** Null: open to everybody. */
  readonly right: RouteRight | null;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Exactly one of `public` and `right` is declared by every route. */
    public?: true;
    right?: RouteRight;
  }
  interface FastifyInstance {
    /** Every route with what it declares, for the proof that each right is kept. */
    declaredRoutes: readonly DeclaredRoute[];
  }
  interface FastifyRequest {
    /** Null on a public route where nobody is signed in. */
    session: Session | null;
  }
}

/** The description itself is not part of what it describes. */
const UNDESCRIBED = new Set(['/api/openapi.json']);

/** A route that forgets to say who may use it, or an API route that nobody described, stops the start. */
export const requireDeclaredRights = (app: ApiApp): void => {
  const routes: DeclaredRoute[] = [];
  app.decorate('declaredRoutes', routes);
  app.addHook('onRoute', ({ method, url, config, schema }) => {
    const declared = Number(config?.public === true) + Number(config?.right !== undefined);
    if (declared !== 1) {
      throw new Error(`${String(method)} ${url} must declare either config.public or config.right`);
    }
    const described =
      schema?.operationId !== undefined && schema.summary !== undefined && (schema.tags ?? []).length > 0;
    if (url.startsWith('/api/') && !described && !UNDESCRIBED.has(url)) {
      throw new Error(`${String(method)} ${url} must have an operationId, a summary and a tag`);
    }
    for (const one of [method].flat()) routes.push({ method: one, url, right: config?.right ?? null });
  });
};
