import type { Outcome } from '../../delivery/outcome.ts';
import type { HttpAnswer, LostRequest } from '../http-post.ts';

/** A request without an answer: nobody knows whether it was taken, but where no connection came about. */
export const lostOutcome = ({ code, isUnsent, message }: LostRequest): Outcome => ({
  kind: isUnsent ? 'temporary' : 'unknown',
  code,
  answer: message,
});

/** The object that an answer's body is; null where it is none. */
export const objectOf = (body: string): Readonly<Record<string, unknown>> | null => {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
};

/** An answer that is not the provider's own: from a proxy, which does not know what became of the request. */
export const foreignOutcome = ({ status, body }: HttpAnswer): Outcome => ({
  kind: status === 429 || status === 503 ? 'temporary' : 'unknown',
  code: String(status),
  answer: body,
});

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
