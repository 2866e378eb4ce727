import type { DeclaredRoute, RouteRight } from '../../api/http/route-rights.ts';
import { COMMAND_RIGHTS, type CommandRight, ROLES, type Role } from '../../domain/rights/rights.ts';
import { ELSEWHERE, HOME, PASSWORD, sessionCookie, startTestApp, type TestApp } from './support/app.ts';
import { BODIES } from './support/bodies.ts';
import { addFacts, orderId, taskId } from './support/facts.ts';

// Some two hundred routes for each of eleven roles: on a crowded machine that takes its time.
const LONG_MS = 240_000;
const ALL_ROLES = Object.keys(ROLES) as Role[];
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Method = (typeof METHODS)[number];
type Route = DeclaredRoute & { readonly method: Method };

/** Words of an address that are no ids: one that the route knows. */
const WORDS: Readonly<Record<string, string>> = {
  ...{ year: '2021', version: '1', revision: '1', register: 'unit', kind: 'result', place: 'work' },
};
/** Something of this authority alone, by what the address begins with. */
const OWN: Readonly<Record<string, string>> = {
  ...{
    tasks: taskId(HOME, 5),
    cycles: '2021-1',
    draws: '2021-001',
    orders: orderId(HOME),
    items: 'passenger',
  },
  ...{ publications: taskId(HOME, 5), units: 'u2', officers: 'only-here', plans: '2021' },
};

/** The address of a route; each id in it is chosen by the collection that it stands in. */
const filled = ({ url }: Route, idOf: (collection: string) => string): string =>
  url
    .replace(/([\w-]+)\/:(\w+)/gu, (_found, collection: string, name: string) =>
      [collection, WORDS[name] ?? idOf(collection)].join('/'),
    )
    .replace('*', 'x');
const unknownUrl = (route: Route): string => filled(route, () => 'no-such-thing');
const nameOf = ({ method, url }: Route): string => `${method} ${url}`;
const hasId = (route: Route): boolean => filled(route, () => 'a') !== filled(route, () => 'b');

const isCommand = (right: RouteRight | null) =>
  right !== null && typeof right === 'object' && 'command' in right;
/** A role that the route lets in. */
const roleFor = ({ right }: Route): Role => {
  if (right === null || right === 'officer') return 'office';
  if ('roles' in right) return right.roles[0] ?? 'office';
  const { roles }: CommandRight = COMMAND_RIGHTS[right.command];
  return roles[0] ?? 'inspector';
};
const bodyFor = ({ right }: Route): object =>
  right !== null && typeof right === 'object' && 'command' in right ? BODIES[right.command] : {};

/** An empty list says no more than that there is nothing. */
const isEmptyList = (body: string): boolean => {
  const lists = Object.values({ whole: JSON.parse(body), ...JSON.parse(body) }).filter(Array.isArray);
  return lists.length > 0 && lists.every((list) => list.length === 0);
};

let test: TestApp;
let routes: readonly Route[];
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
  const officer = {
    id: 'only-here',
    name: '甲',
    username: 'only-here',
    sectionId: null,
    email: null,
    phone: null,
  };
  await test.db
    .insertInto('officer')
    .values({ authorityId: HOME, ...officer, active: true })
    .execute();
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
      const { statusCode } = await ask(role, route, unknownUrl(route));
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
    for (const route of routes.filter((one) => one.url.startsWith('/api/') && hasId(one))) {
      const { statusCode, body } = await ask(roleFor(route), route, unknownUrl(route));
      const isNothing = statusCode === 200 && isEmptyList(body);
      if (![403, 404, 409, 422].includes(statusCode) && !isNothing)
        wrong.push(`${nameOf(route)} ${statusCode}`);
    }
    expect(wrong).toEqual([]);
  });

  it(
    'keeps what is one authority’s from every role of another',
    async () => {
      const wrong: string[] = [];
      const shown: string[] = [];
      const own = (collection: string): string => OWN[collection] ?? 'no-such-thing';
      for (const route of routes.filter((one) => one.right !== null && hasId(one))) {
        const url = filled(route, own);
        if (route.method === 'GET' && (await ask(roleFor(route), route, url)).statusCode === 200)
          shown.push(nameOf(route));
        for (const role of isCommand(route.right) ? [roleFor(route)] : ALL_ROLES) {
          const { statusCode, body } = await ask(role, route, url, ELSEWHERE);
          const isNothing = statusCode === 200 && isEmptyList(body);
          if (![403, 404, 409, 422].includes(statusCode) && !isNothing)
            wrong.push(`${role} ${nameOf(route)} ${statusCode}`);
        }
      }
      // The same addresses do answer those to whom the facts belong.
      expect(shown.length).toBeGreaterThan(20);
      expect(wrong).toEqual([]);
    },
    LONG_MS,
  );
});
