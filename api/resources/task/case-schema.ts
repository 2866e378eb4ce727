import { z } from 'zod';
import { STATEMENT_KINDS, type StatementKind } from '../../../domain/unit-link/statement.ts';
import { instant, isoDate, json } from '../../http/schemas.ts';
import { event } from '../audit/audit-schema.ts';
import { message } from '../messages/message-schema.ts';
import { finding, order, referral } from '../order/order-schema.ts';
import { publication } from '../publication/publication-schema.ts';
import { deadline, extension } from './deadline-schema.ts';
import { endKind, taskState } from './task-schema.ts';

const nullableText = z.string().nullable();

const task = z.object({
  id: z.string(),
  number: z.string(),
  cycleId: z.string(),
  drawId: z.string(),
  sequenceNo: z.number(),
  state: taskState,
  endKind,
  endReason: nullableText,
  replacesTaskId: nullableText,
  /** Number of the task in whose place it came (递补). */
  replacesNumber: nullableText,
  announced: z.boolean(),
  unannouncedBasis: nullableText,
  visitedOn: isoDate.nullable(),
  visitStartedAt: instant.nullable(),
  visitEndedAt: instant.nullable(),
  visitPlace: nullableText,
  dispatchedAt: instant.nullable(),
  endedAt: instant.nullable(),
  closedAt: instant.nullable(),
});

const chain = {
  draw: z.object({
    id: z.string(),
    state: z.string(),
    rehearsal: z.boolean(),
    announcementHash: nullableText,
    recordHash: nullableText,
    sealedAt: instant.nullable(),
  }),
  tickets: z.array(
    z.object({
      rowNumber: z.string(),
      stratum: z.string(),
      position: z.number(),
      ticket: z.string(),
      label: z.string(),
      usedAsSubstitute: z.boolean(),
    }),
  ),
  planRows: z.array(
    z.object({
      number: z.string(),
      taskName: z.string(),
      taskNumber: z.string(),
      itemText: z.string(),
      scopeText: z.string(),
      windowStart: isoDate,
      windowEnd: isoDate,
      year: z.number(),
      version: z.number(),
    }),
  ),
  channels: z.array(
    z.object({
      publicationId: z.string(),
      revision: z.number(),
      channel: z.string(),
      state: z.enum(['due', 'confirmed']),
      proof: json,
      confirmedBy: nullableText,
      confirmedAt: instant.nullable(),
    }),
  ),
  reinspections: z.array(
    z.object({
      orderId: z.string(),
      round: z.number(),
      inspectedOn: isoDate,
      outcomes: json,
      enteredBy: z.string(),
      businessAt: instant,
    }),
  ),
};

/** One chain per unit [R283]: plan row, draw, team, visit, result, publication, rectification, messages, events. */
export const taskCase = z.object({
  ...chain,
  task,
  unit: z.object({
    id: z.string(),
    kind: z.string(),
    code: z.string(),
    name: z.string(),
    category: z.string(),
    area: z.string(),
    status: z.string(),
    address: nullableText,
    riskClass: nullableText,
  }),
  items: z.array(
    z.object({
      rowNumber: z.string(),
      itemId: z.string(),
      name: z.string(),
      kind: z.string(),
      legalBasis: z.string(),
      method: z.string(),
      stratum: z.string(),
      drawPosition: z.number(),
      workOpen: z.boolean(),
    }),
  ),
  checklist: z.array(
    z.object({
      itemId: z.string(),
      lineNo: z.number(),
      part: z.string(),
      text: z.string(),
      legalBasis: z.string(),
    }),
  ),
  team: z.array(
    z.object({
      slot: z.number(),
      revision: z.number(),
      officerId: z.string(),
      name: z.string(),
      certificateNumber: z.string(),
      state: z.enum(['assigned', 'recused', 'replaced']),
      reason: nullableText,
    }),
  ),
  results: z.array(
    z.object({
      revision: z.number(),
      state: z.enum(['entered', 'returned', 'approved']),
      visitedOn: isoDate,
      startedAt: instant,
      endedAt: instant,
      place: z.string(),
      codes: z.array(z.string()),
      remark: nullableText,
      enteredBy: z.string(),
      enteredAt: instant,
      reviewedBy: nullableText,
      reviewedAt: instant.nullable(),
      opinion: nullableText,
    }),
  ),
  answers: z.array(
    z.object({
      revision: z.number(),
      itemId: z.string(),
      lineNo: z.number(),
      answer: z.enum(['yes', 'no', 'not-checked', 'not-applicable']),
      note: nullableText,
    }),
  ),
  findings: z.array(finding),
  orders: z.array(order),
  referrals: z.array(referral),
  publications: z.array(publication),
  /** What the unit said through its link and nobody answered: owed even when the task is closed. */
  unanswered: z.array(
    z.object({
      kind: z.enum(Object.keys(STATEMENT_KINDS) as [StatementKind, ...StatementKind[]]),
      receivedAt: instant,
      dueOn: isoDate.nullable(),
    }),
  ),
  deadlines: z.array(deadline),
  extensions: z.array(extension),
  messages: z.array(message),
  audit: z.array(event.extend({ name: z.string() })),
});
