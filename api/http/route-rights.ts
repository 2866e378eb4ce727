import type { CommandName, Role } from '../../domain/rights/rights.ts';
import type { Session } from '../services/sessions.ts';
import type { ApiApp } from './api-app.ts';

/** Who may use a route: any officer who is signed in, one of these roles, or whoever may give the command. */
export type RouteRight = 'officer' | { readonly roles: readonly Role[] } | { readonly command: CommandName };

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Exactly one of `public` and `right` is declared by every route. */
    public?: true;
    right?: RouteRight;
  }
  interface FastifyRequest {
    /** Null on a public route where nobody is signed in. */
    session: Session | null;
  }
}

/** A route that forgets to say who may use it stops the start of the application. */
export const requireDeclaredRights = (app: ApiApp): void => {
  app.addHook('onRoute', ({ method, url, config }) => {
    const declared = Number(config?.public === true) + Number(config?.right !== undefined);
    if (declared !== 1) {
      throw new Error(`${String(method)} ${url} must declare either config.public or config.right`);
    }
  });
};
