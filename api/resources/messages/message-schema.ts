import { z } from 'zod';
import type { Verdict } from '../../../domain/notice/conclusion.ts';
import { VERDICT_NAMES } from '../../../domain/notice/conclusion.ts';
import { id, instant, isoDate, text } from '../../http/schemas.ts';

const nullableText = z.string().nullable();

export const messageState = z.enum([
  ...(['created', 'queued', 'sending', 'sent', 'delivered'] as const),
  ...(['deferred', 'failed', 'cancelled', 'unknown'] as const),
]);

/** Whether it arrived: a word for programs, a sentence for people. */
const conclusion = z.object({
  verdict: z.enum(Object.keys(VERDICT_NAMES) as [Verdict, ...Verdict[]]),
  sentence: z.string(),
});

export const message = z.object({
  id: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  stage: z.string(),
  dueOn: isoDate.nullable(),
  recipientKind: z.enum(['officer', 'unit']),
  recipientId: z.string(),
  channel: z.enum(['email', 'sms']),
  lane: z.enum(['urgent', 'normal', 'bulk']),
  category: z.string(),
  /** Masked: 138****1234. */
  address: nullableText,
  template: z.string(),
  noticeName: z.string(),
  templateVersion: z.number(),
  /** Of the authority's own wording; null: the wording of the program. */
  textVersion: z.number().nullable(),
  state: messageState,
  failureClass: nullableText,
  failure: nullableText,
  attempts: z.number(),
  provider: nullableText,
  sendAfter: instant.nullable(),
  businessAt: instant,
  recordedAt: instant,
  sentAt: instant.nullable(),
  deliveredAt: instant.nullable(),
  campaignId: nullableText,
  resendOf: nullableText,
  conclusion,
});

/** In a list: whom it went to and what it is about, in words. */
export const listedMessage = message.extend({ recipientName: z.string(), about: z.string() });
export type ListedMessage = z.output<typeof listedMessage>;

export const timeline = z.object({
  message,
  /** What it is about, in words. */
  about: z.string(),
  recipientName: z.string(),
  resentAs: nullableText,
  steps: z.array(
    z.object({
      kind: z.enum(['event', 'deadline', 'written', 'deferred', 'queued', 'attempt', 'receipt', 'decision']),
      at: instant,
      businessAt: instant.nullable(),
      what: z.string(),
      details: z.array(z.string()),
    }),
  ),
});

export type MessageTimelineShown = z.output<typeof timeline>;

export const reasoned = z.strictObject({ reason: text });
export const resolution = z.strictObject({
  outcome: z.enum(['delivered', 'not-delivered']),
  reason: text,
  proof: text.optional(),
  resend: z.boolean().default(false),
});
export const resolved = z.object({ state: z.enum(['delivered', 'failed']), resentAs: nullableText });
export const named = z.object({ id });
