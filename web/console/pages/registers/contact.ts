import type { z } from 'zod';
import type { contact } from '../../../../api/resources/registers/contact-schema.ts';

export type Contact = z.infer<typeof contact>;

/** As `domain/notice/contact-roles.ts` names them. */
export const CONTACT_ROLES: Readonly<Record<Contact['role'], string>> = {
  contact: '联系人',
  'legal-representative': '法定代表人',
  safety: '安全负责人',
  manager: '经营负责人',
  self: '本人',
  other: '其他',
};
