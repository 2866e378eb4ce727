import { z } from 'zod';
import { DEADLINE_KINDS, type DeadlineKind } from '../../../domain/deadline/kinds.ts';
import { URGENCIES } from '../../../domain/deadline/urgency.ts';
import type { ResultMeaning } from '../../../domain/result/result-codes.ts';
import { id, instant, isoDate, text } from '../../http/schemas.ts';
import { words } from '../../http/validation.ts';
import { taskState } from './task-schema.ts';

const nullableText = z.string().nullable();
const answerValue = z.enum(['yes', 'no', 'not-checked', 'not-applicable']);
const measure = z.enum(['correct-at-once', 'correct-by-date', 'transfer', 'case-filed', 'none']);

const fieldVisit = z.object({
  id: z.string(),
  cycleId: z.string(),
  state: taskState,
  endKind: z.enum(['published', 'replaced', 'cancelled']).nullable(),
  announced: z.boolean(),
  dispatchedAt: instant.nullable(),
  visitedOn: isoDate.nullable(),
  visitStartedAt: instant.nullable(),
  visitEndedAt: instant.nullable(),
  visitPlace: nullableText,
  paused: z.boolean(),
  /** 回避申请 that nobody has decided: until then these of the team may not go. */
  recusals: z.array(z.object({ names: z.array(z.string()), receivedAt: instant, dueOn: isoDate.nullable() })),
  unit: z.object({
    ...{ id: z.string(), kind: z.string(), code: z.string(), name: z.string(), category: z.string() },
    ...{ area: z.string(), address: nullableText, riskClass: nullableText, contactName: nullableText },
    contactPhone: nullableText,
  }),
  items: z.array(
    z.object({
      ...{ rowNumber: z.string(), itemId: z.string(), name: z.string(), kind: z.string() },
      ...{ legalBasis: z.string(), method: z.string() },
    }),
  ),
  team: z.array(z.object({ officerId: z.string(), name: z.string(), certificateNumber: z.string() })),
  deadline: z
    .object({
      kind: z.enum(DEADLINE_KINDS as [DeadlineKind, ...DeadlineKind[]]),
      dueOn: isoDate,
      provisional: z.boolean(),
      urgency: z.enum(URGENCIES),
      /** 0 on the last day in time, negative once it is over. */
      workingDaysLeft: z.number(),
    })
    .nullable(),
  result: z
    .object({
      ...{ revision: z.number(), state: z.enum(['entered', 'returned', 'approved']) },
      ...{ codes: z.array(z.string()), remark: nullableText, opinion: nullableText },
      ...{ enteredBy: z.string(), enteredByName: z.string(), enteredAt: z.string() },
      answers: z.array(
        z.object({ itemId: z.string(), lineNo: z.number(), answer: answerValue, note: nullableText }),
      ),
      findings: z.array(
        z.object({
          ...{ itemId: z.string(), text: z.string(), article: z.string(), measure },
          dueOn: isoDate.nullable(),
        }),
      ),
    })
    .nullable(),
  records: z.array(z.object({ id: z.string(), recordedBy: z.string(), businessAt: z.string() })),
  attachments: z.array(
    z.object({
      ...{ id: z.string(), purpose: z.enum(['photo', 'signature', 'document']), name: z.string() },
      ...{ sha256: z.string(), uploadedBy: z.string() },
    }),
  ),
});

/** What a phone keeps for work without a connection. */
export const fieldVisits = z.object({
  /** Business time of the server: the phone counts from it, whatever its own clock says. */
  now: instant,
  today: isoDate,
  /** What here is not real: a rehearsal (演练), or registers that were made by the generator (合成数据). */
  mark: z.enum(['rehearsal', 'synthetic']).nullable(),
  officer: z.object({ id: z.string(), name: z.string(), authorityId: z.string(), authorityName: z.string() }),
  resultCodes: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      meaning: z.custom<ResultMeaning>().meta({ type: 'string' }),
    }),
  ),
  /** Working days from tomorrow on, so that a term can be counted without a connection; `provisionalFrom`: no notice yet. */
  workingDays: z.array(isoDate),
  provisionalFrom: isoDate.nullable(),
  checklist: z.array(
    z.object({
      ...{ itemId: z.string(), lineNo: z.number(), part: z.string(), text: z.string() },
      legalBasis: z.string(),
    }),
  ),
  visits: z.array(fieldVisit),
});

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, words('不是 SHA-256 值', '请填 64 位小写十六进制数'));
const place = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  accuracy: z.number().min(0).nullable(),
});
const optionalText = z.string().trim().max(2_000);
const signed = { attachmentId: id, sha256, at: instant };

/** What was recorded on the spot (现场检查记录). Nothing in it has a default: what is not said was not done. */
export const visitRecord = z.strictObject({
  /** 扫码入企: what was scanned or typed at the door, and whether it is the unit's own code. */
  entry: z.strictObject({
    way: z.enum(['scanned', 'typed', 'none']),
    code: z.string().max(500).nullable(),
    matches: z.boolean(),
    note: optionalText,
    at: instant,
    place: place.nullable(),
  }),
  /** 亮证: whether each inspector showed his certificate (行政处罚法 art. 55). */
  certificates: z.array(z.strictObject({ officerId: id, shown: z.boolean(), at: instant })),
  companion: z.strictObject({ name: optionalText, position: optionalText }),
  /** What both sides put their names to, in full; its hash is that of its canonical JSON (RFC 8785). */
  signed: z.strictObject({
    codes: z.array(id),
    answers: z.array(
      z.strictObject({
        itemId: id,
        lineNo: z.int().min(1),
        answer: answerValue,
        note: optionalText.nullable(),
      }),
    ),
    findings: z.array(
      z.strictObject({ itemId: id, text, article: text, measure, dueOn: isoDate.nullable() }),
    ),
    remark: optionalText,
    /** The record's second form; in the first one the signatures cover what was found and not the visit itself. */
    visit: z
      .strictObject({
        ...{ taskId: id, startedAt: instant.nullable(), endedAt: instant.nullable(), place: optionalText },
        certificates: z.array(z.strictObject({ officerId: id, shown: z.boolean() })),
        companion: z.strictObject({ name: optionalText, position: optionalText }),
      })
      .optional(),
  }),
  signedSha256: sha256,
  inspectorSignatures: z.array(z.strictObject({ officerId: id, ...signed })),
  unitSignature: z.strictObject({ name: optionalText, ...signed }).nullable(),
  /** 拒绝签字: why, and who saw it. */
  refusal: z.strictObject({ reason: text, witness: text, at: instant }).nullable(),
  photos: z.array(z.strictObject({ attachmentId: id, sha256, note: optionalText })),
});

export const visitRecordBody = z.strictObject({
  id: z.string().regex(/^[\w-]{8,64}$/, words('不是有效的记录编号', '请用 8 至 64 个字母、数字、_ 或 -')),
  content: visitRecord,
});

export const storedVisitRecord = z.object({
  id: z.string(),
  taskId: z.string(),
  recordedBy: z.string(),
  content: visitRecord,
  businessAt: instant,
});

export type FieldVisits = z.output<typeof fieldVisits>;
export type VisitRecord = z.output<typeof visitRecord>;
