import { ApiProblem, type ProblemBody } from './api-problem.ts';

export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Absent values are left out, so that a filter that is not set is not asked for. */
export const withQuery = (path: string, query: Query = {}): string => {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null && value !== '') parameters.set(name, String(value));
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
};

const OFFLINE: ProblemBody = {
  status: 0,
  code: 'Offline',
  detail: '连接不上服务器，请检查网络后重试；已填写的内容仍在本页。',
};

const problemOf = async (response: Response): Promise<ApiProblem> => {
  const text = await response.text();
  try {
    const body = JSON.parse(text) as ProblemBody;
    if (typeof body.code === 'string') return new ApiProblem(body);
  } catch {
    // Not ours: a proxy in between, for one.
  }
  return new ApiProblem({
    status: response.status,
    code: 'Unknown',
    detail: `服务器没有正常应答（${response.status}），请稍后重试。`,
  });
};

const UNAUTHENTICATED = 401;

/** A sign-in that has ended leads to the sign-in page and back; called by every request of a signed-in page. */
const askToSignIn = (): void => {
  const here = window.location.pathname + window.location.search;
  window.location.assign(withQuery('/sign-in', { next: here }));
};

const ask = async (path: string, init: RequestInit): Promise<Response> => {
  let response: Response;
  try {
    response = await fetch(path, { credentials: 'same-origin', ...init });
  } catch {
    throw new ApiProblem(OFFLINE);
  }
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (problem.status === UNAUTHENTICATED && problem.code === 'Unauthenticated') askToSignIn();
  throw problem;
};

const bodyOf = async <T>(response: Response): Promise<T> =>
  (response.status === 204 ? undefined : await response.json()) as T;

/** Reads; the type is that of the route's answer: `import type` it from `api/`. @throws ApiProblem */
export const read = async <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> =>
  bodyOf(await ask(withQuery(path, query), signal === undefined ? {} : { signal }));

export type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Changes something. @throws ApiProblem */
export const send = async <T = undefined>(
  method: Method,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<T> => {
  const isForm = body instanceof FormData;
  const type = body === undefined || isForm ? {} : { 'content-type': 'application/json' };
  return bodyOf(
    await ask(path, {
      method,
      headers: { 'x-requested-by': 'web', ...type, ...headers },
      body: body === undefined ? null : isForm ? body : JSON.stringify(body),
    }),
  );
};
