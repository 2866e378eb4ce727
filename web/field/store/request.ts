interface ProblemBody {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { readonly field: string; readonly problem: string }[];
}

/** An answer that is no success. Code `Offline`: the server was not reached at all. */
export class Unsuccessful extends Error {
  readonly status: number;
  readonly code: string;

  constructor({ status, code, detail }: ProblemBody) {
    super(detail);
    this.name = 'Unsuccessful';
    this.status = status;
    this.code = code;
  }
}

const LONGEST_MS = 60_000;

/** What a person can mend; anything else may pass by itself. */
const FINAL = new Set([400, 403, 404, 409, 413, 415, 422]);
/** Of those above, what is no refusal of the content: the subject's workflow is on its way. */
const PASSING = new Set(['EngineUnavailable']);

export const isFinal = (error: unknown): error is Unsuccessful =>
  error instanceof Unsuccessful && FINAL.has(error.status) && !PASSING.has(error.code);

const problemOf = async (response: Response): Promise<Unsuccessful> => {
  const body = (await response.json().catch(() => null)) as Partial<ProblemBody> | null;
  return new Unsuccessful({
    status: response.status,
    code: body?.code ?? 'Unknown',
    detail: body?.detail ?? `服务器没有正常应答（${response.status}），将自动重试。`,
  });
};

/**
 * Asks the server. Unlike the console's pages a sign-in that has ended leads nowhere by itself: an inspector in the
 * middle of a visit goes on working, and signs in when he has a moment.
 * @throws Unsuccessful
 */
export const request = async <T>(
  method: 'GET' | 'POST',
  path: string,
  body?: object | FormData,
): Promise<T> => {
  const isForm = body instanceof FormData;
  const headers: Record<string, string> = { 'x-requested-by': 'field' };
  if (body !== undefined && !isForm) headers['content-type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(path, {
      ...{ method, headers, credentials: 'same-origin', cache: 'no-store' },
      body: body === undefined ? null : isForm ? body : JSON.stringify(body),
      signal: AbortSignal.timeout(LONGEST_MS),
    });
  } catch {
    throw new Unsuccessful({ status: 0, code: 'Offline', detail: '没有网络，联网后自动发送。' });
  }
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as T;
};
