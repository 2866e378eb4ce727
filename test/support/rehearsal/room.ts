/** A rehearsal by hand on the test run's PostgreSQL, and people who use it over HTTP. */
import { Closing } from '../../../cli/rehearse/backstage.ts';
import { type OpenRoom, openRoom, type RoomOptions } from '../../../cli/rehearse/by-hand/open-room.ts';
import { DEFAULT_SCENARIO } from '../../../domain/rehearsal/scenario.ts';
import { loadTestEnvironment } from '../../../runtime/environment.ts';
import { freePort } from '../../../tools/process/free-port.ts';
import { quietenTemporal } from '../quiet.ts';

export interface HeardAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what each test expects of it is what it proves
  readonly body: any;
}

/** Somebody at the rehearsal's console; a browser's cookie goes along. */
export interface Guest {
  get(path: string): Promise<HeardAnswer>;
  post(path: string, body?: object): Promise<HeardAnswer>;
  put(path: string, body: object): Promise<HeardAnswer>;
  /** Plays the officer from now on. */
  actAs(officerId: string): Promise<void>;
  readonly cookie: () => string;
}

export interface TestRoom extends OpenRoom {
  /** Comes in by the link. */
  enter(): Promise<Guest>;
  stop(): Promise<void>;
}

const cookieOf = (response: Response): string | undefined =>
  response.headers.getSetCookie()[0]?.split(';')[0];

const guestOf = (homeUrl: string, entered: string): Guest => {
  let cookie = entered;
  const ask = async (method: string, path: string, body?: object): Promise<HeardAnswer> => {
    const response = await fetch(homeUrl + path, {
      method,
      headers: {
        cookie,
        'x-requested-by': 'test',
        ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
    cookie = cookieOf(response) ?? cookie;
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  };
  return {
    get: (path) => ask('GET', path),
    post: (path, body) => ask('POST', path, body),
    put: (path, body) => ask('PUT', path, body),
    actAs: async (officerId) => {
      const { status, body } = await ask('POST', '/api/rehearsal/act-as', { officerId });
      if (status !== 204) throw new Error(`cannot act as ${officerId}: ${JSON.stringify(body)}`);
    },
    cookie: () => cookie,
  };
};

const SEED = 7;
/** Nothing unusual happens but what a test brings about. */
const ORDINARY = { ...DEFAULT_SCENARIO, events: [], planAmendment: null };

export const startRoom = async (more: Partial<RoomOptions> = {}): Promise<TestRoom> => {
  quietenTemporal();
  const { postgresUrl } = loadTestEnvironment();
  const closing = new Closing();
  const urlOf = (database: string): string => {
    const url = new URL(postgresUrl);
    url.pathname = `/${database}`;
    return url.href;
  };
  const host = { dataDir: '.data', cacheDir: '.cache', say: () => undefined, urlOf };
  try {
    const room = await openRoom(
      host,
      { year: 2021, seed: SEED, scenario: ORDINARY, plan: null, port: await freePort(), ...more },
      closing,
    );
    return {
      ...room,
      enter: async () => {
        const response = await fetch(room.entryUrl, { redirect: 'manual' });
        return guestOf(room.homeUrl, cookieOf(response) ?? '');
      },
      stop: () => closing.all(),
    };
  } catch (error) {
    await closing.all();
    throw error;
  }
};
