import { z } from 'zod';
import type { RowRule } from '../../../domain/strata/row-rule.ts';
import { isoDate, text } from '../../http/schemas.ts';
import { UNIT_KINDS } from '../registers/register-schema.ts';

const count = z.int().min(0);
const words = z.array(text);
const fraction = z.strictObject({ numerator: z.int().min(1), denominator: z.int().min(1) });

const unitClass = z.strictObject({
  id: text,
  of: words,
  ratio: fraction.extend({ kind: z.enum(['exact', 'floor', 'cap']) }).optional(),
  count: count.optional(),
  minimum: count.optional(),
  maximum: count.optional(),
});

/** How a row draws beyond one ratio over one scope: what cannot be carried out is refused where the draft is saved. */
export const rowRule = z.strictObject({
  upTo: fraction.optional(),
  count: count.optional(),
  minimum: count.optional(),
  maximum: count.optional(),
  classes: z
    .strictObject({
      by: z.enum(['riskClass', 'size', 'kind', 'area']),
      classes: z.array(unitClass),
      others: text.nullable(),
      topUp: z.boolean(),
      overall: z.enum(['row-ratio', 'none']),
      spread: z.enum(['by-risk', 'in-proportion']),
    })
    .optional(),
  ownArea: z.strictObject({ areas: words, share: fraction, base: z.enum(['own', 'all']) }).optional(),
  weights: z
    .strictObject({
      version: text,
      classes: z.array(z.strictObject({ of: words, weight: z.int() })),
      others: z.int(),
    })
    .optional(),
  direction: z
    .strictObject({
      kinds: z.array(z.enum(UNIT_KINDS)).optional(),
      sizes: words.optional(),
      areas: words.optional(),
      riskClasses: words.optional(),
      tags: words.optional(),
    })
    .optional(),
  coverage: z
    .strictObject({ years: z.int(), whenAllHadTheirTurn: z.enum(['begin-again', 'stop']) })
    .optional(),
  cap: z
    .strictObject({
      visitsPerYear: z.int().nullable(),
      classes: z.array(z.strictObject({ of: words, visitsPerYear: z.int() })).optional(),
    })
    .optional(),
  batches: z
    .union([
      z.strictObject({ by: z.literal('month') }),
      z.strictObject({
        by: z.literal('periods'),
        periods: z.array(z.strictObject({ from: isoDate, to: isoDate })),
      }),
    ])
    .optional(),
}) satisfies z.ZodType<RowRule>;
