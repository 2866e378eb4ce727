import { addressFor } from './address.ts';
import { CONTACT_ROLES, type ContactRole } from './contact-roles.ts';

/** What is written of a contact (联系人); email and phone may each be missing, not both. */
export interface ContactEntry {
  readonly role: ContactRole;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

/** As it is kept: without the blanks and hyphens that people put into numbers. */
export const tidyContact = ({ role, name, email, phone }: ContactEntry): ContactEntry => ({
  role,
  name: name?.trim() || null,
  email: email?.trim() || null,
  phone: phone?.replace(/[\s-]/g, '') || null,
});

export interface ContactProblem {
  readonly field: keyof ContactEntry;
  readonly message: string;
}

const LONGEST_NAME = 50;

/** What is wrong with a tidied contact, in Chinese; empty: nothing. */
export const contactProblems = (entry: ContactEntry): readonly ContactProblem[] => {
  const { role, name, email, phone } = entry;
  const problems: ContactProblem[] = [];
  if (!CONTACT_ROLES.includes(role)) problems.push({ field: 'role', message: '联系人角色不在规定范围内。' });
  if (name !== null && name.length > LONGEST_NAME)
    problems.push({ field: 'name', message: `姓名超过 ${LONGEST_NAME} 个字，请核对。` });
  if (email === null && phone === null)
    problems.push({ field: 'phone', message: '邮箱和手机都没有填写，无从联系，请至少填一项。' });
  const owner = { kind: 'unit' as const, email, phone };
  if (email !== null && addressFor('email', owner).problem !== null)
    problems.push({ field: 'email', message: `“${email}”不是邮箱地址，请改正或留空。` });
  if (phone !== null && addressFor('sms', owner).problem !== null)
    problems.push({ field: 'phone', message: `“${phone}”不是 11 位手机号码，请改正或留空。` });
  return problems;
};
