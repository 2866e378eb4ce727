import type { NoticeCode } from './catalog.ts';
import type { MessageCategory } from './categories.ts';

/** What somebody is to the unit or officer whose address he is named with (联系人角色). */
export const CONTACT_ROLES = [
  'contact',
  'legal-representative',
  'safety',
  'manager',
  'self',
  'other',
] as const;
export type ContactRole = (typeof CONTACT_ROLES)[number];

export const CONTACT_ROLE_NAMES: Readonly<Record<ContactRole, string>> = {
  contact: '联系人',
  'legal-representative': '法定代表人',
  safety: '安全负责人',
  manager: '经营负责人',
  self: '本人',
  other: '其他',
};

/**
 * Whom a notice asks for besides the primary contact: what orders a unit to act is put before those who answer for it
 * by law as well (安全生产法 art. 5: 主要负责人是第一责任人).
 */
const ASKED: Partial<Readonly<Record<NoticeCode, readonly ContactRole[]>>> = {
  'order.issued': ['legal-representative', 'safety'],
  'order.referred': ['legal-representative'],
};

export const rolesAskedBy = (code: NoticeCode): readonly ContactRole[] => ASKED[code] ?? [];

/**
 * Whether whoever asked for it is spared a message: an SMS that reminds, never a notice that the law wants delivered, nor
 * what is brought before a superior.
 */
export const mayOptOut = (channel: 'email' | 'sms', category: MessageCategory): boolean =>
  channel === 'sms' && category === 'reminder';
