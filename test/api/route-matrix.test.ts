import type { RouteRight } from '../../api/http/route-rights.ts';
import { COMMAND_RIGHTS, type CommandRight, ROLES, type Role } from '../../domain/rights/rights.ts';
import { ELSEWHERE, HOME, PASSWORD, sessionCookie, startTestApp, type TestApp } from './support/app.ts';
import { BODIES } from './support/bodies.ts';
import { addFacts } from './support/facts.ts';
import { addOwned } from './support/owned.ts';
import { collectionsOf, filled, METHODS, type Route } from './support/route-address.ts';
import { ROUTE_BODIES } from './support/route-bodies.ts';
import { tableDigests } from './support/table-digests.ts';

// Some two hundred routes for each of eleven roles: on a crowded machine that takes its time.
const LONG_MS = 240_000;
const ALL_ROLES = Object.keys(ROLES) as Role[];
/** Collections that belong to the installation, not to one of its authorities. */
const COMMON: readonly string[] = ['providers', 'rehearsals'];
/** The caller chooses the id: under it he makes a thing of his own, whoever else has one of that name. */
const CHOSEN: readonly string[] = [
  ...[
    'PUT /api/sections/:id',
    'PUT /api/saved-filters/:place/:name',
    'DELETE /api/saved-filters/:place/:name',
  ],
];

/** What an address must say besides, by its last word. */
const QUERIES: Readonly<Record<string, string>> = {
  tickets: '?stratum=1',
  rows: '?change=added',
  units: '?item=freight&side=came',
};
/** What is wrong with these is said before it is looked for; they are refused like the rest where the words are right. */
const UNREAD: readonly string[] = ['POST /api/tasks/:id/visit-records'];

const unknownUrl = (route: Route): string => filled(route, () => 'no-such-thing');
const nameOf = ({ method, url }: Route): string => `${method} ${url}`;
const hasId = (route: Route): boolean => collectionsOf(route).length > 0;

const isCommand = (right: RouteRight | null) =>
  right !== null && typeof right === 'object' && 'command' in right;
/** A role that the route lets in. */
const roleFor = ({ right }: Route): Role => {
  if (right === null || right === 'officer') return 'office';
  if ('roles' in right) return right.roles[0] ?? 'office';
  const { roles }: CommandRight = COMMAND_RIGHTS[right.command];
  return roles[0] ?? 'inspector';
};
const bodyFor = ({ method, url, right }: Route): object =>
  right !== null && typeof right === 'object' && 'command' in right
    ? BODIES[right.command]
    : (ROUTE_BODIES[`${method} ${url.replace('/api/', '')}`] ?? {});

/** An empty list says no more than that there is nothing. */
const isEmptyList = (body: string): boolean => {
  const lists = Object.values({ whole: JSON.parse(body), ...JSON.parse(body) }).filter(Array.isArray);
  return lists.length > 0 && lists.every((list) => list.length === 0);
};

let test: TestApp;
let routes: readonly Route[];
/** Something of this authority alone, by what the address begins with. */
let own: Readonly<Record<string, string>>;
const ownUrl = (route: Route): string =>
  filled(route, (collection) => own[collection] ?? 'no-such-thing') +
  (QUERIES[route.url.split('/').at(-1) ?? ''] ?? '');
const tokens = new Map<string, string>();
const tokenOf = async (role: Role, authorityId: string): Promise<string> => {
  const username = `${role}@${authorityId}`;
  const known = tokens.get(username);
  if (known !== undefined) return known;
  const payload = { username, password: PASSWORD };
  // From an address of its own: that of one is limited.
  const remoteAddress = `10.0.0.${tokens.size + 1}`;
  const response = await test.app.inject({ method: 'POST', url: '/api/sign-in', payload, remoteAddress });
  tokens.set(username, sessionCookie(response));
  return sessionCookie(response);
};
const ask = async (role: Role, route: Route, url: string, authorityId = HOME, body = bodyFor(route)) => {
  const { method } = route;
  const cookies = { sid: await tokenOf(role, authorityId) };
  const headers = { 'x-requested-by': 'test' };
  return test.app.inject({ method, url, cookies, headers, ...(method === 'GET' ? {} : { payload: body }) });
};

beforeAll(async () => {
  test = await startTestApp();
  await addFacts(test.db, HOME);
  own = await addOwned(test.db, HOME);
  routes = test.app.declaredRoutes.filter(
    (route): route is Route =>
      (METHODS as readonly string[]).includes(route.method) && !route.url.endsWith('/sign-out'),
  );
});
afterAll(() => test.close());

describe('every route of the application', () => {
  it.each(ALL_ROLES)('%s: lets in whom its right names, and nobody else [R281]', async (role) => {
    const wrong: string[] = [];
    for (const route of routes) {
      const { right } = route;
      if (right === null || right === 'officer' || 'command' in right) continue;
      // No words at all: what the words themselves would forbid is another question.
      const { statusCode } = await ask(role, route, unknownUrl(route), HOME, {});
      if ((statusCode !== 403) !== right.roles.includes(role) || statusCode === 401 || statusCode >= 500)
        wrong.push(`${nameOf(route)} ${statusCode}`);
    }
    expect(routes.length).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
  });

  it('asks whoever is not signed in to sign in, where it is not public', async () => {
    const wrong: string[] = [];
    for (const route of routes.filter(({ right }) => right !== null)) {
      const { method } = route;
      const payload = method === 'GET' ? {} : { payload: bodyFor(route) };
      const { statusCode } = await test.app.inject({ method, url: unknownUrl(route), ...payload });
      if (statusCode !== 401) wrong.push(`${nameOf(route)} ${statusCode}`);
    }
    expect(wrong).toEqual([]);
  });

  it('finds nothing under an id that does not exist, and never breaks', async () => {
    const wrong: string[] = [];
    const asked = routes.filter((one) => one.url.startsWith('/api/') && hasId(one));
    for (const route of asked.filter((one) => !CHOSEN.includes(nameOf(one)))) {
      const { statusCode, body } = await ask(roleFor(route), route, unknownUrl(route));
      const isNothing = statusCode === 200 && isEmptyList(body);
      if (![403, 404, 409, 422].includes(statusCode) && !isNothing)
        wrong.push(`${nameOf(route)} ${statusCode}`);
    }
    expect(wrong).toEqual([]);
  });

  it('has something of one authority’s own wherever an address names it', () => {
    const named = new Set(routes.filter(({ right }) => right !== null).flatMap(collectionsOf));
    const without = [...named].filter((collection) => !(collection in own) && !COMMON.includes(collection));
    expect(without).toEqual([]);
    const known = new Set(routes.map(({ method, url }) => `${method} ${url.replace('/api/', '')}`));
    expect(Object.keys(ROUTE_BODIES).filter((route) => !known.has(route))).toEqual([]);
  });

  it(
    'keeps what is one authority’s from every role of another',
    async () => {
      const wrong: string[] = [];
      const before = await tableDigests(test.db, HOME);
      for (const route of routes.filter((one) => one.right !== null && hasId(one))) {
        const common = collectionsOf(route).some((collection) => COMMON.includes(collection));
        // That a thing is in the wrong state, or the words in the wrong shape, would say that it is there.
        const refusals = common || UNREAD.includes(nameOf(route)) ? [403, 404, 409, 422] : [403, 404];
        for (const role of isCommand(route.right) ? [roleFor(route)] : ALL_ROLES) {
          const { statusCode, body } = await ask(role, route, ownUrl(route), ELSEWHERE);
          const isNothing = statusCode === 200 && isEmptyList(body);
          const isHisOwn = CHOSEN.includes(nameOf(route)) && statusCode < 300;
          if (!refusals.includes(statusCode) && !isNothing && !isHisOwn)
            wrong.push(`${role} ${nameOf(route)} ${statusCode}`);
        }
      }
      expect(wrong).toEqual([]);
      // Whatever was answered: not one row of the first authority's was written, added or taken away.
      expect(await tableDigests(test.db, HOME)).toEqual(before);
    },
    LONG_MS,
  );

  it(
    'finds the same things for those to whom they belong',
    async () => {
      const found = new Set<string>();
      for (const route of routes.filter((one) => one.right !== null && hasId(one))) {
        const { statusCode } = await ask(roleFor(route), route, ownUrl(route));
        // A command that was let in waits for an engine, which is not here.
        const isFound = statusCode < 300 || statusCode === 409 || statusCode === 503;
        if (isFound) for (const collection of collectionsOf(route)) found.add(collection);
      }
      expect(Object.keys(own).filter((collection) => !found.has(collection))).toEqual([]);
    },
    LONG_MS,
  );
});
