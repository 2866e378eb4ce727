import { z } from 'zod';
import { instant } from '../../http/schemas.ts';
import { DRAW_PHASES } from '../../reads/draw/draw-phase.ts';

const nullableText = z.string().nullable();
const nullableInstant = instant.nullable();
const signer = z.enum(['operator', 'supervisor', 'witness']);
const signed = z.enum(['announcement', 'receipt']);

/** One source of randomness as announced; `value` where it has come. */
const source = z.object({
  id: z.string(),
  kind: z.enum(['dice', 'drand', 'rehearsal']),
  /** An instant, or words in a rehearsal. */
  when: z.string(),
  where: z.string(),
  /** Throws at least, of dice. */
  least: z.number().nullable(),
  /** Of a beacon. */
  round: z.number().nullable(),
  isFallback: z.boolean(),
  value: nullableText,
});

/** Members as announced (docs/draw.md, part 4); `batches`: how many. */
const stratum = z.object({
  ...{ id: z.string(), row: z.number(), eligible: z.number(), quota: z.number(), reserve: z.number() },
  ratio: z.object({ numerator: z.number(), denominator: z.number(), kind: z.string() }).nullable(),
  ...{ weights: z.string(), batches: z.number() },
  probability: z.object({
    kind: z.enum(['uniform', 'by-weight', 'certainty']),
    numerator: z.number().optional(),
    denominator: z.number().optional(),
  }),
});

const dice = z.object({
  attempts: z.array(
    z.object({
      attempt: z.number(),
      sourceId: z.string(),
      typedBy: z.array(z.string()),
      isMine: z.boolean(),
      /** Throws in which the two differ, from 1; empty: they agree; null: the second person has not typed. */
      positions: z.array(z.number()).nullable(),
    }),
  ),
});

const signing = z.object({
  signatures: z.array(
    z.object({
      ...{ document: signed, role: signer, roleName: z.string(), keyId: z.string() },
      ...{ signedAt: z.string(), name: nullableText },
    }),
  ),
  owed: z.array(z.object({ document: signed, role: signer, roleName: z.string(), keyId: nullableText })),
  /** Keys in use. */
  keys: z.array(z.object({ role: signer, keyId: z.string(), isMine: z.boolean() })),
});

const witness = z.object({
  required: z.boolean(),
  word: z
    .object({
      ...{ decision: z.enum(['agreed', 'objected']), reason: nullableText },
      ...{ at: instant, name: nullableText },
    })
    .nullable(),
});

export const drawRoomFacts = z.object({
  ...{ id: z.string(), publicId: z.string(), bureau: z.string(), cycleId: z.string(), cycle: z.string() },
  /** Business time of the server as it answers. */
  now: instant,
  phase: z.enum(DRAW_PHASES),
  until: nullableInstant,
  sourceId: nullableText,
  ...{ state: z.string(), waitingFor: nullableText, endReason: nullableText },
  ...{ rehearsal: z.boolean(), synthetic: z.boolean(), secret: z.boolean() },
  purpose: z.enum(['regular', 'batch', 'enlargement', 'campaign']),
  /** What further units are drawn for (扩大抽查); null of any other draw. */
  enlargement: z.object({ rowNumber: z.string(), additional: z.number(), reason: z.string() }).nullable(),
  ...{
    alg: nullableText,
    announcementHash: nullableText,
    recordHash: nullableText,
    receiptHash: nullableText,
  },
  ...{ draftedAt: nullableInstant, lockedAt: nullableInstant, signBefore: nullableInstant },
  ...{ sealedAt: nullableInstant, publishedAt: nullableInstant, revealAt: nullableInstant },
  /** Where everyone can read it; null before the announcement is signed. */
  publicPage: nullableText,
  rows: z.array(z.object({ row: z.number(), item: z.string() })),
  strata: z.array(stratum),
  /** Distinct units, in all and by row: counts alone, which a secret list has, too. Null before the result. */
  drawn: z
    .object({ units: z.number(), rows: z.array(z.object({ row: z.number(), units: z.number() })) })
    .nullable(),
  sources: z.array(source),
  fallback: z.object({ waitUntil: z.string(), text: z.string() }).nullable(),
  dice: dice.nullable(),
  signing,
  witness,
  deadlines: z.array(
    z.object({ kind: z.string(), part: z.string(), dueOn: z.string(), provisional: z.boolean() }),
  ),
});

export const drawTicket = z.object({
  position: z.number(),
  label: z.string(),
  name: nullableText,
  ticket: z.string(),
  drawn: z.boolean(),
});

export const drawVisit = z.object({
  position: z.number(),
  label: z.string(),
  name: nullableText,
  /** Of a person name and number, where they are asked for. */
  person: nullableText,
  rows: z.array(z.number()),
  batch: z.number().nullable(),
  team: z.array(z.object({ code: z.string(), name: nullableText })),
});

export const drawExclusion = z.object({
  no: z.number(),
  code: z.string(),
  person: nullableText,
  row: z.number(),
  reason: z.string(),
  words: z.string(),
});

export type DrawRoomFacts = z.output<typeof drawRoomFacts>;
export type DrawTicket = z.output<typeof drawTicket>;
export type DrawVisit = z.output<typeof drawVisit>;
export type DrawExclusion = z.output<typeof drawExclusion>;
