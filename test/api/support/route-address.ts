import type { DeclaredRoute } from '../../../api/http/route-rights.ts';

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Method = (typeof METHODS)[number];
export type Route = DeclaredRoute & { readonly method: Method };

/** Words of an address that are no ids: one that the route knows. */
const WORDS: Readonly<Record<string, string>> = {
  ...{ year: '2021', version: '1', revision: '1', register: 'unit', kind: 'result', place: 'work' },
  ...{ audience: 'unit', channel: 'sms' },
};

/** The address of a route; each id in it is chosen by the collection that it stands in. */
export const filled = ({ url }: Pick<Route, 'url'>, idOf: (collection: string) => string): string => {
  let collection = '';
  const part = (segment: string): string => {
    if (segment.startsWith(':')) return WORDS[segment.slice(1)] ?? idOf(collection);
    collection = segment;
    return segment;
  };
  return url.split('/').map(part).join('/').replace('*', 'x');
};

/** Where an address has an id, and something of its own is needed: `tasks` of `/api/tasks/:id`. */
export const collectionsOf = (route: Pick<Route, 'url'>): string[] => {
  const found: string[] = [];
  filled(route, (collection) => {
    found.push(collection);
    return collection;
  });
  return found;
};
