/** One thing of an authority's own in every collection of which the API takes an id. */
import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { openSession } from '../../../api/services/sessions.ts';
import { type Doing, jsonb } from '../../../db/actor.ts';
import { loadSettings } from '../../../db/authority.ts';
import { requestBulkAction } from '../../../db/bulk/bulk-actions.ts';
import type { Database } from '../../../db/connect.ts';
import { OFFICE_NOTICE } from '../../../db/messages/approved-texts.ts';
import { addContact } from '../../../db/registers/change-contacts.ts';
import { enterExemptions } from '../../../db/registers/exemptions.ts';
import { recordImport } from '../../../db/registers/imports.ts';
import { declareInterests } from '../../../db/registers/inspector-interests.ts';
import { recordLeave } from '../../../db/registers/inspector-leaves.ts';
import { proposeEdition } from '../../../db/registers/settle-edition.ts';
import { recordInspection } from '../../../db/statistics/other-inspections.ts';
import { saveFilter } from '../../../db/work/saved-filters.ts';
import { START } from './app.ts';
import { CYCLE, DRAW } from './facts/small-year.ts';
import { orderId, taskId } from './facts.ts';

type Trx = Transaction<Database>;
type Ids = Readonly<Record<string, string>>;

/** An officer, an inspector and a section that no other authority has one of the same id of. */
const ONLY_HERE = 'only-here';
const SHA256 = 'a'.repeat(64);
const FILE = { fileName: 'a.csv', sha256: SHA256, byteSize: 1, businessAt: START };
const by = (id: string): Doing => ({ actor: { kind: 'officer', id }, commandId: null, at: START });

/** People, and what is kept of them. */
const addPeopleOf = async (trx: Trx, authorityId: string): Promise<Ids> => {
  const id = ONLY_HERE;
  await trx.insertInto('section').values({ authorityId, id, name: '仅此一股' }).execute();
  await trx
    .insertInto('officer')
    .values({ authorityId, id, name: '甲', username: id, active: true })
    .execute();
  const certificate = { certificateValidFrom: '2020-01-01', certificateValidTo: '2030-01-01' };
  await trx
    .insertInto('inspector')
    .values({ authorityId, officerId: id, certificateNumber: '证仅此', ...certificate })
    .execute();
  const leave = { officerId: id, fromOn: '2021-03-08', toOn: '2021-03-09', reason: '公休' };
  await recordLeave(trx, authorityId, leave, by('office'));
  const interest = { officerId: id, unitId: 'u2', kind: '近亲属', declaredOn: '2021-03-01' };
  await declareInterests(trx, authorityId, [interest], by('office'));
  const person = { authorityId, officerId: 'office' };
  await openSession(trx, person, Date.parse(START));
  const session = await trx
    .selectFrom('signIn')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where('officerId', '=', 'office')
    .executeTakeFirstOrThrow();
  return {
    ...{ officers: id, sections: id, 'inspector-entries': id, interests: 'u2', leaves: leave.fromOn },
    sessions: session.id,
  };
};

/** What waits for a decision, and what people brought to the registers. */
const addProposals = async (trx: Trx, authorityId: string): Promise<Ids> => {
  const { settings } = await loadSettings(trx, authorityId);
  await trx
    .insertInto('settingsProposal')
    .values({
      ...{ authorityId, id: 1, baseVersion: 1, before: jsonb(settings), after: jsonb(settings), parts: [] },
      ...{ reason: '试行', state: 'proposed', proposedBy: 'admin', proposedAt: START },
    })
    .execute();
  const edition = await proposeEdition(
    trx,
    authorityId,
    { itemIds: ['passenger'], reason: '公布清单' },
    by('office'),
  );
  const staged = {
    register: 'units',
    state: 'ready',
    rowCount: 0,
    faultCount: 0,
    uploadedBy: 'office',
  } as const;
  const imported = await recordImport(trx, { authorityId, ...FILE, ...staged, faults: [], hints: [] });
  const plan = await trx
    .insertInto('planImport')
    .values({
      ...{ authorityId, ...FILE, content: Buffer.from('x'), lines: jsonb([]), year: 2021 },
      ...{ rowCount: 0, doubtCount: 0, state: 'open', importedBy: 'drafter' },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const party = { partyKind: 'unit', partyId: 'u2', isPrimary: true } as const;
  const contact = { role: 'contact', name: '乙', email: 'b@example.invalid', phone: null } as const;
  const contacts = await addContact(trx, authorityId, { ...party, ...contact }, by('office'));
  const term = { fromOn: '2021-01-01', toOn: '2021-12-31' };
  const exempt = {
    unitId: 'u2',
    itemId: null,
    reason: 'case-open',
    basis: '平交〔2021〕1号',
    ...term,
  } as const;
  await enterExemptions(trx, authorityId, [exempt], by('approver'));
  const exemption = await trx
    .selectFrom('drawExemption')
    .select('id')
    .where('authorityId', '=', authorityId)
    .executeTakeFirstOrThrow();
  return {
    ...{ proposals: '1', editions: String(edition), imports: imported, 'plan-imports': plan.id, contacts },
    exemptions: String(exemption.id),
  };
};

/** What is done about a task, and what units and citizens say. */
const addMatters = async (trx: Trx, authorityId: string): Promise<Ids> => {
  const task = { taskId: taskId(authorityId, 5), unitId: 'u5' };
  const file = { id: 'owned-file', sha256: SHA256, mediaType: 'application/pdf', byteSize: 1 } as const;
  const uploaded = { uploadedByKind: 'officer', uploadedBy: 'inspector', businessAt: START } as const;
  await trx
    .insertInto('attachment')
    .values({ authorityId, family: 'task', subjectId: task.taskId, name: 'a.pdf', ...file, ...uploaded })
    .execute();
  await trx
    .insertInto('attachmentContent')
    .values({ authorityId, attachmentId: file.id, content: Buffer.from('x') })
    .execute();
  const linkId = 'owned-link-1';
  const expiresAt = '2021-03-15T01:00:00Z';
  await trx
    .insertInto('unitLink')
    .values({ authorityId, id: linkId, ...task, requestedBy: 'officer:office', expiresAt, businessAt: START })
    .execute();
  const statement = randomUUID();
  await trx
    .insertInto('unitStatement')
    .values({
      ...{ authorityId, id: statement, number: 1, year: 2021, linkId, ...task, kind: 'statement' },
      ...{ text: '已停业。', person: '丙', businessAt: START },
    })
    .execute();
  const feedback = await trx
    .insertInto('feedback')
    .values({ authorityId, aboutKind: 'other', text: '建议公布电话。', businessAt: START })
    .returning('id')
    .executeTakeFirstOrThrow();
  const other = {
    inspectedOn: '2021-02-01',
    inspections: 1,
    withFindings: 0,
    target: '丁',
    basis: '日常巡查',
  };
  const inspection = await recordInspection(trx, authorityId, { kind: 'daily', ...other }, by('office'));
  return {
    ...{ attachments: file.id, 'unit-links': linkId, 'unit-statements': statement, feedback: feedback.id },
    'other-inspections': inspection,
  };
};

/** Orders to the system, and what goes out of the house. */
const addOrders = async (trx: Trx, authorityId: string): Promise<Ids> => {
  const subjectId = taskId(authorityId, 5);
  const bulk = {
    id: 'owned-bulk',
    command: 'reviewResult',
    fields: {},
    items: [{ subjectId, problem: null }],
  };
  await requestBulkAction(trx, { authorityId, ...bulk }, by('approver'));
  const command = {
    id: 'owned-command',
    name: 'reviewResult',
    subjectId,
    workflowId: 'w',
    payloadHash: SHA256,
  };
  await trx
    .insertInto('command')
    .values({ authorityId, ...command, actorId: 'reviewer', actorKind: 'officer', requestedAt: START })
    .execute();
  const key = { authorityId, notice: OFFICE_NOTICE, audience: 'unit', version: 1 } as const;
  await trx
    .insertInto('noticeText')
    .values({
      ...{ ...key, title: '春运', reason: '安全提示', subject: '春运安全', blocks: jsonb(['请注意安全。']) },
      ...{ sms: '请注意安全。', state: 'approved', draftedBy: 'drafter', draftedAt: START },
      ...{ decidedBy: 'approver', decidedAt: START, decisionReason: '同意' },
    })
    .execute();
  const campaign = await trx
    .insertInto('campaign')
    .values({
      ...{ authorityId, kind: 'office', name: '春运', notice: OFFICE_NOTICE, textVersion: 1 },
      ...{ unitIds: jsonb(['u2']), channels: ['email'], createdBy: 'office', businessAt: START },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return {
    ...{ 'bulk-actions': bulk.id, commands: command.id, campaigns: campaign.id },
    'notice-texts': OFFICE_NOTICE,
  };
};

/** To the facts of the small year (`addFacts`). @returns by the collection in an address, the id of something in it */
export const addOwned = async (db: Kysely<Database>, authorityId: string): Promise<Ids> => {
  const filter = { name: 'mine', query: {}, at: START };
  await saveFilter(db, { authorityId, officerId: 'office', place: 'work' }, filter);
  const made = await db.transaction().execute(async (trx) => ({
    ...(await addPeopleOf(trx, authorityId)),
    ...(await addProposals(trx, authorityId)),
    ...(await addMatters(trx, authorityId)),
    ...(await addOrders(trx, authorityId)),
  }));
  const own = { authorityId };
  const message = await db
    .selectFrom('message')
    .select('id')
    .where((row) => row.and(own))
    .executeTakeFirstOrThrow();
  const event = await db
    .selectFrom('auditEvent')
    .select('id')
    .where((row) => row.and(own))
    .executeTakeFirstOrThrow();
  return {
    ...made,
    ...{ tasks: taskId(authorityId, 5), publications: taskId(authorityId, 5), orders: orderId(authorityId) },
    ...{ cycles: CYCLE, draws: DRAW, items: 'passenger', units: 'u2', entries: 'u2' },
    ...{ 'saved-filters': filter.name },
    ...{ messages: message.id, events: String(event.id) },
  };
};
