import type { Outcome } from '../../delivery/outcome.ts';
import { enhancedStatusIn, meansBadAddress } from './reply-text.ts';

/** What nodemailer puts on its errors. */
export interface SmtpError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
  /** The command that failed: `CONN`, `EHLO`, `AUTH PLAIN`, `MAIL FROM`, `RCPT TO`, `DATA` … */
  readonly command?: string;
}

/** How far the mail's text had got when the attempt failed. */
export type BodyProgress = 'unasked' | 'begun' | 'ended';

/** RFC 3463: x.1.x speaks of the address, x.2.x of the mailbox behind it. */
const MAILBOX = /^[45]\.[12]\./;
/** Replies of servers without enhanced codes that mean the mailbox, RFC 5321 4.2.3. */
const MAILBOX_REPLIES = new Set([450, 452, 550, 551, 553]);
/** Complains of the order of commands, or wants a sign-in: neither is about the mail. */
const SESSION_REPLIES = new Set([421, 503, 530]);

/** Most servers take a mail five minutes after they saw it first (RFC 6647 section 5 asks for 1 minute to 24 hours). */
const GREYLISTED_MS = 301_000;

/** Codes that nodemailer gives where it refuses the mail before it speaks to anybody. */
const REFUSED_BY_US = new Set(['EENVELOPE', 'EMESSAGE']);

/**
 * What an SMTP failure means (RFC 5321 4.2.1, 4.2.4, 4.5.3.2.6):
 * - before any recipient was named (greeting, sign-in, sender), it is about the account or the server: temporary, even a
 *   5xx, because another provider or a mended password can still send the mail;
 * - at the recipient or the text, 4xx and 421 are temporary, 5xx permanent;
 * - without an answer it is temporary while the text's end has not gone out, and unknown from then on.
 */
export const classify = (error: SmtpError, body: BodyProgress): Outcome => {
  const { responseCode } = error;
  const answer = error.response ?? error.message;
  if (responseCode !== undefined && responseCode >= 400) return classifyReply(error, responseCode, answer);
  const code = error.code ?? error.name;
  if (body === 'ended') return { kind: 'unknown', code, answer };
  if (body === 'unasked' && REFUSED_BY_US.has(code))
    return { kind: 'permanent', code, answer, isInvalid: true };
  return { kind: 'temporary', code, answer };
};

const classifyReply = ({ command = '' }: SmtpError, reply: number, answer: string): Outcome => {
  const code = String(reply);
  const isAboutMail = command === 'RCPT TO' || command === 'DATA';
  if (!isAboutMail || SESSION_REPLIES.has(reply)) return { kind: 'temporary', code, answer };
  const enhanced = enhancedStatusIn(answer);
  const isMailbox =
    command === 'RCPT TO' &&
    (enhanced === null ? MAILBOX_REPLIES.has(reply) : MAILBOX.test(enhanced) || isGreylisting(answer));
  const fault = isMailbox ? ({ isProviderFault: false } as const) : {};
  if (reply < 500) {
    const again = isGreylisting(answer) ? { againInMs: GREYLISTED_MS } : {};
    return { kind: 'temporary', code, answer, ...fault, ...again };
  }
  const isBad = command === 'RCPT TO' && meansBadAddress(enhanced, answer);
  return { kind: 'permanent', code, answer, ...fault, ...(isBad ? { isBadAddress: true } : {}) };
};

/** A server that has not seen us before asks to come again (RFC 6647); its own codes for it differ. */
const isGreylisting = (answer: string): boolean => /gr[ae]y-?list|灰名单/i.test(answer);
