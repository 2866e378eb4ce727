import { z } from 'zod';
import { text } from '../../http/schemas.ts';
import { words } from '../../http/validation.ts';
import { role } from './account-schema.ts';

const LONGEST_NAME = 60;
export const name = z.string().trim().min(1).max(LONGEST_NAME);
const phone = z
  .string()
  .trim()
  .regex(/^\+?[\d-]{5,20}$/, words('不是有效的电话号码', '请只写数字'));

/** Ids and usernames appear in addresses, logs and workflow ids. */
export const officerId = z
  .string()
  .regex(/^[A-Za-z0-9][\w.-]{0,59}$/, words('不是有效的编号', '请用字母、数字、点、横线或下划线'));
const username = z
  .string()
  .trim()
  .regex(/^[\w.@-]{2,60}$/, words('不是有效的用户名', '请用 2 至 60 个字母、数字或 . @ - _'));

export const officerFields = {
  name,
  username,
  sectionId: z.string().nullable(),
  email: z.email(words('不是有效的邮箱地址', '请改正或留空')).nullable(),
  phone: phone.nullable(),
};

export const newOfficer = z.strictObject({
  id: officerId,
  ...officerFields,
  roles: z.array(role).default([]),
  /** Answers with a first password. */
  givePassword: z.boolean().default(false),
});

export const account = z.object({
  id: z.string(),
  name: z.string(),
  sectionId: z.string().nullable(),
  username: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  active: z.boolean(),
  roles: z.array(role),
  hasPassword: z.boolean(),
  /** Somebody else chose it, and its owner has not yet replaced it. */
  passwordTemporary: z.boolean(),
  locked: z.boolean(),
  hasSecondFactor: z.boolean(),
  lastSignInAt: z.string().nullable(),
});

export const duties = z.object({
  tasks: z.array(
    z.object({
      taskId: z.string(),
      unitName: z.string(),
      state: z.string(),
      dueOn: z.string().nullable(),
    }),
  ),
  keys: z.array(z.object({ keyId: z.string(), role: z.string() })),
  drafts: z.array(z.object({ year: z.number(), version: z.number() })),
});

export const handedOver = z.object({
  roles: z.array(role),
  claims: z.number(),
  deputies: z.number(),
  left: z.array(
    z.object({ kind: z.enum(['role', 'deputy', 'task', 'key', 'draft']), id: z.string(), why: z.string() }),
  ),
});

export const handOverBody = z.strictObject({
  toId: z.string().min(1),
  reason: text,
  /** Takes the account out of use afterwards. */
  disable: z.boolean(),
});
