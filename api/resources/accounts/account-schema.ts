import { z } from 'zod';
import { ROLES, type Role } from '../../../domain/rights/rights.ts';
import { id, instant, isoDate } from '../../http/schemas.ts';

export const role = z.enum(Object.keys(ROLES) as [Role, ...Role[]]);
export const uuid = z.uuid();

export const session = z.object({
  id: uuid,
  openedAt: instant.nullable(),
  lastSeenAt: instant.nullable(),
  expiresAt: instant,
  address: z.string().nullable(),
  agent: z.string().nullable(),
  methods: z.array(z.string()),
  current: z.boolean(),
});

export const secondFactor = z.object({
  enrolled: z.boolean(),
  confirmedAt: z.string().nullable(),
  recoveryCodesLeft: z.number(),
  /** One of today's roles demands it. */
  required: z.boolean(),
  /** False: the installation has no key to encrypt secrets with. */
  encrypted: z.boolean(),
});

export const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });

export const newDeputy = { role, deputyId: id, fromOn: isoDate, toOn: isoDate };
export const deputyKey = { role, fromOn: isoDate };
export const deputy = z.object({
  ...newDeputy,
  officerId: z.string(),
  officerName: z.string(),
  deputyName: z.string(),
});
