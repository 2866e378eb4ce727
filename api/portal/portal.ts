import { z } from 'zod';
import { getAuthority, isSynthetic, loadSettings } from '../../db/authority.ts';
import type { AuthoritySettings } from '../../domain/settings/settings.ts';
import type { ApiDeps } from '../deps.ts';
import { today } from '../http/guard.ts';
import { id, year } from '../http/schemas.ts';
import { type Html, html } from '../pages/html.ts';
import { pageDresser } from '../resources/page-dresser.ts';
import { type PlaceId, placesLine, portalPath } from './pages/places.ts';
import type { Display } from './reads/results.ts';
import { PORTAL_STYLE } from './style.ts';

export const OPEN = { public: true } as const;

/** What every page of an authority's portal goes by. */
export interface Portal {
  readonly authorityId: string;
  /** Its registers were made by the generator (合成数据). */
  readonly synthetic: boolean;
  readonly name: string;
  readonly root: string;
  readonly settings: AuthoritySettings;
  readonly display: Display;
}

export const ofAuthority = z.object({ authority: id });

/** @throws Refusal NotFound */
export const portalOf = async (deps: ApiDeps, authorityId: string): Promise<Portal> => {
  const { name } = await getAuthority(deps.db, authorityId);
  const { settings } = await loadSettings(deps.db, authorityId);
  const display = { on: today(deps), displayYears: settings.portal.displayYears };
  const synthetic = await isSynthetic(deps.db, authorityId);
  return { authorityId, synthetic, name, root: portalPath(authorityId), settings, display };
};

/** A wish for a year may be empty: a form sends its field all the same. */
export const wishedYear = z.union([z.literal('').transform(() => undefined), year]).optional();

/** Puts a page of a portal together: whose it is, where one is, the mark of what is not real. */
export type PortalPage = (portal: Portal, here: PlaceId, title: string, body: Html) => Promise<string>;

export const portalPages = (deps: ApiDeps): PortalPage => {
  const { dress } = pageDresser(deps);
  return (portal, here, title, body) =>
    dress(null, {
      title,
      owner: portal.name,
      synthetic: portal.synthetic,
      style: PORTAL_STYLE,
      body: html`${placesLine(portal.root, here)}${body}`,
    });
};
