import type { TemplateGroup, Wording } from './wording.ts';

const CODE: Wording<'contact.code'> = {
  email: (p) => ({
    subject: '联系方式核验码',
    blocks: [
      `本局正在核验登记的联系方式，核验码：${p.code}，${p.validUntil}前有效。`,
      '请将核验码告知联系您的本局工作人员。如非本单位（本人）的联系方式，请不要理会本信息。',
    ],
  }),
  sms: (p) =>
    `联系方式核验码${p.code}，${p.validUntil}前有效，请告知联系您的本局工作人员。如非您的号码，请不要理会。`,
};

/** A code that proves that an address reaches its contact (联系方式核验). */
export const CONTACT_TEMPLATES: TemplateGroup<'contact.code'> = {
  'contact.code': [{ version: 1, officer: CODE, unit: CODE }],
};
