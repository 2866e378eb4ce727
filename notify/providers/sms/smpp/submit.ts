import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome } from '../../../delivery/outcome.ts';
import { MISSING_PART } from '../../../receipts/verdict.ts';
import { canonicalId, type IdFormat } from './delivery-receipt.ts';
import type { Link } from './link.ts';
import { refusedBy } from './status.ts';
import type { Window } from './window.ts';

export interface Submitter {
  readonly link: Link;
  readonly window: Window;
  readonly timeoutMs: number;
  readonly ids: IdFormat;
}

/** A later part that is refused for the moment is tried again at once: half a message helps nobody. */
const TRIES_OF_LATER_PART = 5;
const PAUSE_MS = 500;

/**
 * Submits the parts of one message in order. Its reference is the ids of all parts. What is refused before anything
 * was taken may be sent again; once a part was taken, or no answer came, only a receipt or a person can say.
 */
export const submitAll = async (submitter: Submitter, submits: readonly object[]): Promise<Outcome> => {
  const references: string[] = [];
  for (const fields of submits) {
    const outcome = await submitOne(submitter, fields, references.length > 0);
    if (outcome.kind === 'sent') {
      references.push(outcome.reference);
      continue;
    }
    if (references.length === 0) return outcome;
    const missing = submits.slice(references.length).map(() => MISSING_PART);
    return {
      kind: 'unknown',
      code: outcome.code,
      answer: `共 ${submits.length} 条，只提交了前 ${references.length} 条：${outcome.answer}`,
      reference: [...references, ...missing].join(' '),
    };
  }
  return { kind: 'sent', code: 'ESME_ROK', answer: '', reference: references.join(' ') };
};

const submitOne = async (submitter: Submitter, fields: object, isLater: boolean): Promise<Outcome> => {
  for (let tries = 1; ; tries += 1) {
    const outcome = await tryOnce(submitter, fields);
    if (outcome.kind !== 'temporary' || !isLater || tries === TRIES_OF_LATER_PART) return outcome;
    await sleep(PAUSE_MS * tries);
  }
};

const tryOnce = async ({ link, window, timeoutMs, ids }: Submitter, fields: object): Promise<Outcome> => {
  if (!(await window.enter(timeoutMs))) return notSent('window-full', '待应答的短信太多');
  try {
    const session = await link.session(timeoutMs);
    const reply = session === null ? 'unsent' : await session.request('submit_sm', fields);
    if (reply === 'unsent') return notSent('not-bound', '与短信中心没有连接');
    if (reply === 'timeout') return { kind: 'unknown', code: 'no-response', answer: '短信中心没有应答' };
    if (reply === 'closed') return { kind: 'unknown', code: 'link-lost', answer: '应答之前连接中断' };
    if (reply.command_status !== 0) return refusedBy(reply.command_status);
    const reference = canonicalId(reply.message_id ?? '', ids);
    return { kind: 'sent', code: 'ESME_ROK', answer: reply.message_id ?? '', reference };
  } finally {
    window.leave();
  }
};

const notSent = (code: string, answer: string): Outcome => ({ kind: 'temporary', code, answer });
