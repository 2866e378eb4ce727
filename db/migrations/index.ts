import type { Migration } from 'kysely/migration';
import * as authority from './0001_authority.ts';
import * as registers from './0002_registers.ts';
import * as plan from './0003_plan.ts';
import * as cycleDraw from './0004_cycle_draw.ts';
import * as task from './0005_task.ts';
import * as deadlinePublication from './0006_deadline_publication.ts';
import * as message from './0007_message.ts';
import * as auditProgress from './0008_audit_progress.ts';
import * as planDocumentGuards from './0009_plan_document_guards.ts';
import * as checklistHistory from './0010_checklist_history.ts';
import * as drawAnnouncement from './0011_draw_announcement.ts';
import * as findingReport from './0012_finding_report.ts';
import * as unknownMessages from './0013_unknown_messages.ts';
import * as commandRequest from './0014_command_request.ts';
import * as unannouncedRow from './0015_unannounced_row.ts';
import * as rowRules from './0020_row_rules.ts';
import * as drawSources from './0021_draw_sources.ts';
import * as drawSigning from './0022_draw_signing.ts';
import * as taskReferral from './0023_task_referral.ts';
import * as deadlineWithinWindow from './0024_deadline_within_window.ts';
import * as announcedAgain from './0025_announced_again.ts';
import * as drawEventSignature from './0026_draw_event_signature.ts';
import * as delivery from './0029_delivery.ts';
import * as deliveryChoice from './0030_delivery_choice.ts';
import * as receipts from './0031_receipts.ts';
import * as whenToWhom from './0033_when_to_whom.ts';
import * as textsCampaigns from './0034_texts_campaigns.ts';
import * as taskOfDraw from './0035_task_of_draw.ts';
import * as portal from './0036_portal.ts';
import * as accounts from './0037_accounts.ts';
import * as work from './0038_work.ts';
import * as planImport from './0039_plan_import.ts';
import * as boardsStatistics from './0040_boards_statistics.ts';
import * as registersOnline from './0042_registers_online.ts';
import * as attachment from './0043_attachment.ts';
import * as rehearsalRoom from './0044_rehearsal_room.ts';
import * as unitLink from './0045_unit_link.ts';
import * as feedbackNumber from './0049_feedback_number.ts';
import * as drawRecord from './0050_draw_record.ts';
import * as openWorkByTask from './0052_open_work_by_task.ts';
import * as teamTaskIndex from './0056_team_task_index.ts';
import * as taskUnitClass from './0057_task_unit_class.ts';
import * as messageOrder from './0058_message_order.ts';
import * as drawEnlargement from './0059_draw_enlargement.ts';
import * as messageNumber from './0061_message_number.ts';
import * as personCode from './0062_person_code.ts';
import * as owedAnswers from './0063_owed_answers.ts';

/** Every migration by its sortable name. A landed migration is frozen: it imports nothing of the project. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001_authority': authority,
  '0002_registers': registers,
  '0003_plan': plan,
  '0004_cycle_draw': cycleDraw,
  '0005_task': task,
  '0006_deadline_publication': deadlinePublication,
  '0007_message': message,
  '0008_audit_progress': auditProgress,
  '0009_plan_document_guards': planDocumentGuards,
  '0010_checklist_history': checklistHistory,
  '0011_draw_announcement': drawAnnouncement,
  '0012_finding_report': findingReport,
  '0013_unknown_messages': unknownMessages,
  '0014_command_request': commandRequest,
  '0015_unannounced_row': unannouncedRow,
  '0020_row_rules': rowRules,
  '0021_draw_sources': drawSources,
  '0022_draw_signing': drawSigning,
  '0023_task_referral': taskReferral,
  '0024_deadline_within_window': deadlineWithinWindow,
  '0025_announced_again': announcedAgain,
  '0026_draw_event_signature': drawEventSignature,
  '0029_delivery': delivery,
  '0030_delivery_choice': deliveryChoice,
  '0031_receipts': receipts,
  '0033_when_to_whom': whenToWhom,
  '0034_texts_campaigns': textsCampaigns,
  '0035_task_of_draw': taskOfDraw,
  '0036_portal': portal,
  '0037_accounts': accounts,
  '0038_work': work,
  '0039_plan_import': planImport,
  '0040_boards_statistics': boardsStatistics,
  '0042_registers_online': registersOnline,
  '0043_attachment': attachment,
  '0044_rehearsal_room': rehearsalRoom,
  '0045_unit_link': unitLink,
  '0049_feedback_number': feedbackNumber,
  '0050_draw_record': drawRecord,
  '0052_open_work_by_task': openWorkByTask,
  '0056_team_task_index': teamTaskIndex,
  '0057_task_unit_class': taskUnitClass,
  '0058_message_order': messageOrder,
  '0059_draw_enlargement': drawEnlargement,
  '0061_message_number': messageNumber,
  '0062_person_code': personCode,
  '0063_owed_answers': owedAnswers,
};
