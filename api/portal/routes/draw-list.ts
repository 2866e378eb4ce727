import { z } from 'zod';
import {
  fatesOfLabels,
  itemsOfRows,
  type ListedWanted,
  namesOfCodes,
  readExcluded,
  readListed,
} from '../../../db/draw/listed-units.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { id } from '../../http/schemas.ts';
import { HTML } from '../../resources/site/page-dresser.ts';
import { drawListPage, LIST_SIDES, type ShownListed } from '../pages/draw-list-page.ts';
import { ofAuthority, portalOf, portalPages } from '../portal.ts';
import { isListed, shownDraw } from '../reads/draws.ts';

const PAGE = 100;
const LONGEST = 100;

/** The whole list is read for each page: no more of it from one address than a person asks for. */
const HEAVY = { public: true, rateLimit: { max: 60, timeWindow: '1 minute' } } as const;

const asked = z.object({
  q: z.string().trim().max(LONGEST).default(''),
  side: z.enum(LIST_SIDES).default('listed'),
  after: z.coerce.number().int().min(0).default(0),
});

/** The list of a draw by names (抽取名单), and who is left out of it and why. */
export const drawListRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  const page = portalPages(deps);

  app.get('/public/:authority/draws/:id/list', {
    config: HEAVY,
    schema: { params: ofAuthority.extend({ id }), querystring: asked },
    handler: async (request, reply) => {
      const portal = await portalOf(deps, request.params.authority);
      const { authorityId, root } = portal;
      const draw = await shownDraw(db, authorityId, request.params.id);
      if (!isListed(draw)) throw new Refusal('WrongState', '本次抽取的名单在检查开始前保密，到期公开。');
      const { side, after, q } = request.query;
      const text = q.normalize('NFC');
      const of = { authorityId, drawId: draw.id };
      const wanted: ListedWanted = { ...of, text, after, limit: PAGE };
      const { units, found } = await (side === 'listed' ? readListed : readExcluded)(db, wanted);
      const names = await namesOfCodes(
        db,
        authorityId,
        units.map(({ code }) => code),
      );
      const items = await itemsOfRows(db, of);
      const isDrawn = side === 'listed' && draw.state === 'published';
      const labels = units.map(({ label }) => label);
      const fates = isDrawn ? await fatesOfLabels(db, of, labels) : null;
      const fateOf = (label: string, row: number) => fates?.get(`${row}/${label}`) ?? '未抽中';
      const shown = units.map(
        ({ code, label, rows }, n): ShownListed => ({
          ...{ no: after + n + 1, code, name: names.get(code) ?? null },
          rows: rows.map(({ row, detail }) => ({
            ...{ row, item: items.get(row) ?? '' },
            said: side === 'excluded' ? detail : fates === null ? null : fateOf(label, row),
          })),
        }),
      );
      const next = found > after + PAGE ? after + PAGE : null;
      const body = drawListPage({ root, drawId: draw.id, side, text, found, units: shown, next });
      return reply.type(HTML).send(await page(portal, 'draws', '抽取名单', body));
    },
  });
};
