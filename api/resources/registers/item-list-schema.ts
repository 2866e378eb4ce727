import { z } from 'zod';
import { instant, isoDate, text } from '../../http/schemas.ts';
import { words } from '../../http/validation.ts';

const MOST_LINES = 300;
const LONGEST = 1_000;
const short = z.string().trim().min(1).max(LONGEST);
const nullableText = z.string().nullable();

/** An item's own id, which stays: it is part of plans and records. */
export const ownId = z
  .string()
  .regex(/^[\w.-]{1,64}$/u, words('不合规定', '请用字母、数字、点或短横线，至多 64 个'));

const line = z.strictObject({ part: short, text: short, legalBasis: short });

export const itemEntry = z.strictObject({
  name: short,
  kind: z.enum(['general', 'key']),
  unitCategory: short,
  qualification: short.nullable(),
  legalBasis: short,
  method: short,
  sectionId: short.nullable(),
  lines: z.array(line).min(1).max(MOST_LINES),
});

const named = z.object({ id: z.string(), name: z.string() });

/** What one list has that another has not. */
export const listDifferenceSchema = z.object({
  added: z.array(named),
  removed: z.array(named),
  changed: z.array(
    named.extend({
      changes: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
    }),
  ),
});

export const edition = z.object({
  number: z.number(),
  state: z.enum(['proposed', 'published', 'rejected', 'withdrawn']),
  reason: z.string(),
  itemCount: z.number(),
  proposedBy: z.string(),
  proposedByName: nullableText,
  proposedAt: instant,
  decidedBy: nullableText,
  decidedByName: nullableText,
  decidedAt: instant.nullable(),
  opinion: nullableText,
  publishedOn: isoDate.nullable(),
  publishedWhere: nullableText,
});

export const editionDetail = edition.extend({
  items: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      kind: z.enum(['general', 'key']),
      unitCategory: z.string(),
      qualification: nullableText,
      legalBasis: z.string(),
      method: z.string(),
      sectionId: nullableText,
      lines: z.array(z.object({ part: z.string(), text: z.string(), legalBasis: z.string() })),
    }),
  ),
  difference: listDifferenceSchema,
});

export const decision = z.discriminatedUnion('decision', [
  z.strictObject({
    decision: z.literal('publish'),
    opinion: text,
    publishedOn: isoDate,
    publishedWhere: text,
  }),
  z.strictObject({ decision: z.literal('reject'), opinion: text }),
]);
