import { z } from 'zod';
import { EXEMPTION_REASONS } from '../../../domain/strata/exclusion-reasons.ts';
import { id, instant, isoDate, text } from '../../http/schemas.ts';

/** What whoever enters an exemption says. */
export const statedExemption = {
  unitId: id,
  itemId: id.nullable(),
  reason: z.enum(EXEMPTION_REASONS),
  basis: text,
  fromOn: isoDate,
  toOn: isoDate,
};

export const exemption = z.object({
  ...statedExemption,
  id: z.number(),
  unitName: z.string(),
  reasonWords: z.string(),
  enteredBy: z.string(),
  businessAt: instant,
  endedAt: instant.nullable(),
  endedBy: z.string().nullable(),
});
