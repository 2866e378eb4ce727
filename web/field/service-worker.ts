/**
 * Keeps the field view's own files, so that it opens where there is no connection. Facts are not its business: what the
 * page reads and sends through the API passes it by and is kept by the page itworker.
 */
/** Put in by the build (web/keep-field-files.ts): another build, another list. */
declare const FIELD_FILES: readonly string[];

/** What of a service worker's own world is used here; the page's types know another one. */
interface WorkerEvent extends Event {
  readonly request: Request;
  waitUntil(work: Promise<unknown>): void;
  respondWith(answer: Promise<Response>): void;
}
interface WorkerScope {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate' | 'fetch', listener: (event: WorkerEvent) => void): void;
}
const worker = globalThis as unknown as WorkerScope;

const PAGE = '/field';
const CACHE = `field-${FIELD_FILES.join(' ').replace(/[^\w]+/g, '-')}`;

const keep = async (): Promise<void> => {
  const cache = await caches.open(CACHE);
  await cache.addAll(FIELD_FILES.map((file) => new Request(file, { cache: 'no-cache' })));
  await cache.add(new Request(PAGE, { cache: 'no-cache' }));
};

const clearOlder = async (): Promise<void> => {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith('field-') && name !== CACHE).map((name) => caches.delete(name)),
  );
};

worker.addEventListener('install', (event) => {
  event.waitUntil(keep().then(() => worker.skipWaiting()));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(clearOlder().then(() => worker.clients.claim()));
});

const kept = async (key: Request | string, request: Request): Promise<Response> =>
  (await caches.match(key, { ignoreVary: true })) ?? fetch(request);

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(kept(PAGE, request));
  else if (pathname.startsWith('/static/assets/')) event.respondWith(kept(request, request));
});
