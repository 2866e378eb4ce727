import { z } from 'zod';
import { getAuthority, isSynthetic, loadSettings } from '../../db/authority.ts';
import type { Instant } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { AuthoritySettings } from '../../domain/settings/settings.ts';
import type { ApiDeps } from '../deps.ts';
import { today } from '../http/guard.ts';
import { id, year } from '../http/schemas.ts';
import { type Html, html } from '../pages/html.ts';
import { pageDresser } from '../resources/site/page-dresser.ts';
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
  /** When the authority was set up in this system. */
  readonly since: Instant;
}

export const ofAuthority = z.object({ authority: id });

const NOT_HERE = '没有这个单位的信息公开页面，请从信息公开首页选择单位。';

/** @throws Refusal NotFound */
export const portalOf = async (deps: ApiDeps, authorityId: string): Promise<Portal> => {
  const { name, createdAt: since } = await getAuthority(deps.db, authorityId).catch((error: unknown) => {
    throw error instanceof Refusal ? new Refusal('NotFound', NOT_HERE) : error;
  });
  const { settings } = await loadSettings(deps.db, authorityId);
  const display = { on: today(deps), displayYears: settings.portal.displayYears };
  const synthetic = await isSynthetic(deps.db, authorityId);
  return { authorityId, synthetic, name, root: portalPath(authorityId), settings, display, since };
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
      reader: 'citizen',
      style: PORTAL_STYLE,
      body: html`${placesLine(portal.root, here)}${body}`,
    });
};
