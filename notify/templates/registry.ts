import { NOTICES, type NoticeCode } from '../../domain/notice/catalog.ts';
import { ACCOUNT_TEMPLATES } from './account.ts';
import { CONTACT_TEMPLATES } from './contact.ts';
import { CYCLE_TEMPLATES } from './cycle.ts';
import { DIGEST_TEMPLATES } from './digest.ts';
import { DRAW_TEMPLATES } from './draw.ts';
import { OFFICE_TEMPLATES } from './office.ts';
import { ORDER_TEMPLATES } from './order.ts';
import { ORDER_END_TEMPLATES } from './order-end.ts';
import { ORDER_PAUSE_TEMPLATES } from './order-pause.ts';
import { withPage } from './pages.ts';
import { PLAN_TEMPLATES } from './plan.ts';
import { PUBLICATION_TEMPLATES } from './publication.ts';
import { REMINDER_TEMPLATES } from './reminder.ts';
import { RESULT_TEMPLATES } from './result.ts';
import { TASK_TEMPLATES } from './task.ts';
import { TRANSFER_TEMPLATES } from './transfer.ts';
import { UNIT_TEMPLATES } from './unit.ts';
import type { Audience, Template, TemplateGroup } from './wording.ts';

/** Every notice has its texts: a code without any is a compile error. */
const TEMPLATES: TemplateGroup<NoticeCode> = {
  ...PLAN_TEMPLATES,
  ...CYCLE_TEMPLATES,
  ...DRAW_TEMPLATES,
  ...TASK_TEMPLATES,
  ...TRANSFER_TEMPLATES,
  ...RESULT_TEMPLATES,
  ...PUBLICATION_TEMPLATES,
  ...ORDER_TEMPLATES,
  ...ORDER_END_TEMPLATES,
  ...ORDER_PAUSE_TEMPLATES,
  ...REMINDER_TEMPLATES,
  ...CONTACT_TEMPLATES,
  ...ACCOUNT_TEMPLATES,
  ...DIGEST_TEMPLATES,
  ...OFFICE_TEMPLATES,
  ...UNIT_TEMPLATES,
};

const VERSIONS = new Map(
  Object.entries(TEMPLATES).map(([code, versions]) => [
    code,
    withPage(code as NoticeCode, versions as unknown as readonly Template[]),
  ]),
);
const versionsOf = (code: NoticeCode): readonly Template[] => VERSIONS.get(code) ?? [];

export const isNoticeCode = (code: string): code is NoticeCode => Object.hasOwn(NOTICES, code);

/** The text of a notice: the version a message pinned, or the latest. @throws where there is none */
export const templateOf = (code: NoticeCode, version?: number): Template => {
  const versions = versionsOf(code);
  const template =
    version === undefined ? versions.at(-1) : versions.find((candidate) => candidate.version === version);
  if (template === undefined) throw new Error(`notice ${code} has no text of version ${version ?? 'any'}`);
  return template;
};

/** The version under which providers have the SMS of a version filed: texts of mails change more often. */
export const smsVersion = (code: string, version: number): number =>
  isNoticeCode(code) ? (templateOf(code, version).smsAsIn ?? version) : version;

/** The version that a new message pins. */
export const templateVersion = (code: NoticeCode): number => templateOf(code).version;

/** Whether the notice has a text for such a recipient; without one it must not be sent to them. */
export const hasWordingFor = (code: NoticeCode, audience: Audience): boolean =>
  templateOf(code)[audience] !== undefined;
