import { z } from 'zod';
import type { HistoryRegister } from '../../../db/registers/register-history.ts';
import type { UnitKind, UnitStatus } from '../../../db/registers/unit-rows.ts';
import { ROLES, type Role } from '../../../domain/rights/rights.ts';
import { instant, isoDate, json } from '../../http/schemas.ts';

export const UNIT_KINDS = [
  ...(['org', 'vehicle', 'ship', 'project', 'station', 'person'] as const),
] as const satisfies readonly UnitKind[];
export const UNIT_STATUSES = [
  ...(['operating', 'suspended', 'closed', 'moved', 'deregistered'] as const),
] as const satisfies readonly UnitStatus[];

const nullableText = z.string().nullable();
const LONGEST_FIELD = 500;
const MOST_TAGS = 30;

/** The contact in full for who keeps the register and for the unit's own team; masked for others. */
export const unit = z.object({
  id: z.string(),
  kind: z.enum(UNIT_KINDS),
  code: z.string(),
  name: z.string(),
  category: z.string(),
  area: z.string(),
  status: z.enum(UNIT_STATUSES),
  foundedOn: isoDate.nullable(),
  address: nullableText,
  legalRepresentative: nullableText,
  contactName: nullableText,
  contactEmail: nullableText,
  contactPhone: nullableText,
  weight: z.number(),
  riskClass: nullableText,
  size: nullableText,
  tags: z.array(z.string()),
  /** When the entry was last written: what a change of it must name. */
  recordedAt: instant,
});

/** A unit as it is entered; what is wrong with it `db/registers/unit-rows` says. */
const entry = z.string().trim().max(LONGEST_FIELD);
const optionalEntry = entry.nullable().default(null);
export const newUnit = z.strictObject({
  kind: z.enum(UNIT_KINDS),
  code: entry,
  name: entry,
  category: entry,
  area: entry,
  status: z.enum(UNIT_STATUSES),
  foundedOn: isoDate.nullable().default(null),
  address: optionalEntry,
  legalRepresentative: optionalEntry,
  contactName: optionalEntry,
  contactEmail: optionalEntry,
  contactPhone: optionalEntry,
  weight: z.int().default(1),
  riskClass: optionalEntry,
  size: optionalEntry,
  tags: z.array(entry).max(MOST_TAGS).default([]),
});

const changed = entry.nullable();
/** What of a unit may be changed; kind and code are what it is drawn by. */
export const unitChange = z.strictObject({
  name: z.exactOptional(entry),
  category: z.exactOptional(entry),
  area: z.exactOptional(entry),
  status: z.exactOptional(z.enum(UNIT_STATUSES)),
  foundedOn: z.exactOptional(isoDate.nullable()),
  address: z.exactOptional(changed),
  legalRepresentative: z.exactOptional(changed),
  contactName: z.exactOptional(changed),
  contactEmail: z.exactOptional(changed),
  contactPhone: z.exactOptional(changed),
  weight: z.exactOptional(z.int()),
  riskClass: z.exactOptional(changed),
  size: z.exactOptional(changed),
  tags: z.exactOptional(z.array(entry).max(MOST_TAGS)),
});

export const inspector = z.object({
  officerId: z.string(),
  name: z.string(),
  certificateNumber: z.string(),
  certificateValidFrom: isoDate,
  certificateValidTo: isoDate,
  qualifications: z.array(z.string()),
  active: z.boolean(),
});

export const item = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  unitCategory: z.string(),
  qualification: nullableText,
  legalBasis: z.string(),
  method: z.string(),
  sectionId: nullableText,
  published: z.boolean(),
});

export const checklistLine = z.object({
  lineNo: z.number(),
  part: z.string(),
  text: z.string(),
  legalBasis: z.string(),
});

/** Who, when, what before and after, as the table's own columns. */
export const change = z.object({
  id: z.number(),
  changedAt: instant,
  /** `officer:<id>`, `unit:<id>` or `system:<id>`. */
  changedBy: z.string(),
  /** Of an officer, or which part of the system it was. */
  changedByName: z.string(),
  /** Null where nobody was asked. */
  reason: nullableText,
  before: json,
  after: json,
});

export const REGISTERS = [
  ...(['unit', 'inspector', 'inspector_leave', 'inspector_interest'] as const),
  ...(['item', 'checklist_line', 'officer'] as const),
] as const satisfies readonly HistoryRegister[];

export const officer = z.object({
  id: z.string(),
  name: z.string(),
  sectionId: nullableText,
  username: z.string(),
  email: nullableText,
  phone: nullableText,
  active: z.boolean(),
  roles: z.array(z.enum(Object.keys(ROLES) as [Role, ...Role[]])),
});
