import { z } from 'zod';
import { CONTACT_ROLES } from '../../../domain/notice/contact-roles.ts';
import { instant } from '../../http/schemas.ts';
import { words } from '../../http/validation.ts';

const nullableText = z.string().nullable();
const channel = z.enum(['email', 'sms']);
const role = z.enum(CONTACT_ROLES);
/** Trimmed and checked by `domain/notice/contact`, whose words name what is wrong. */
const LONGEST = 200;
const entry = z.string().max(LONGEST).nullable();

export const contact = z.object({
  id: z.string(),
  partyKind: z.enum(['officer', 'unit']),
  partyId: z.string(),
  role,
  name: nullableText,
  isPrimary: z.boolean(),
  fromRegister: z.boolean(),
  /** Masked for whoever does not keep the contacts and is not on the unit's team. */
  email: nullableText,
  phone: nullableText,
  emailVerifiedAt: instant.nullable(),
  emailVerifiedBy: nullableText,
  phoneVerifiedAt: instant.nullable(),
  phoneVerifiedBy: nullableText,
  /** Why nothing is sent there any more, as receipts told; null: it is. */
  emailSuppressed: nullableText,
  phoneSuppressed: nullableText,
  smsOptedOutAt: instant.nullable(),
  smsOptedOutBy: nullableText,
  recordedAt: instant,
  recordedBy: z.string(),
});

export const newContact = z.strictObject({
  role,
  name: entry.default(null),
  email: entry.default(null),
  phone: entry.default(null),
  isPrimary: z.boolean().default(false),
});

export const contactChange = z.strictObject({
  role: z.exactOptional(role),
  name: z.exactOptional(entry),
  email: z.exactOptional(entry),
  phone: z.exactOptional(entry),
  /** Another one is primary by making it so. */
  isPrimary: z.exactOptional(z.literal(true)),
});

export const contactChannel = z.strictObject({ channel });
export const contactAnswer = z.strictObject({
  channel,
  code: z.string().regex(/^\d{6}$/, words('不是有效的核验码', '请填写六位数字')),
});
export const optOut = z.strictObject({ wantsNone: z.boolean() });
