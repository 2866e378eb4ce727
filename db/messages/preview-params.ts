import { sql } from 'kysely';
import { taskNumberOf } from '../../domain/cycle/task-number.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { NoticeCode } from '../../domain/notice/catalog.ts';
import { paramsOfNotice } from '../../domain/notice/own-text.ts';
import type { Reader } from '../actor.ts';
import { getAuthority, loadSettings } from '../authority.ts';
import { tasksNumbered } from '../task/tasks-numbered.ts';
import type { Audience } from './approved-texts.ts';
import { EXAMPLES } from './preview-examples.ts';

export interface PreviewOf {
  readonly notice: NoticeCode;
  readonly audience: Audience;
  readonly taskId?: string | undefined;
  readonly orderId?: string | undefined;
}

export interface PreviewParams {
  readonly params: Readonly<Record<string, string>>;
  /** Params that the facts do not hold and that an example stands in for. */
  readonly assumed: readonly string[];
}

type Facts = Readonly<Record<string, string | null>>;

const factsOfTask = async (db: Reader, authorityId: string, taskId: string): Promise<Facts> => {
  const { rows } = await sql<Facts>`
    select u.name as "unitName", d.due_on::text as "dueOn",
           (select string_agg(distinct i.name, '、') from task_item x
              join item i on (i.authority_id, i.id) = (x.authority_id, x.item_id)
             where (x.authority_id, x.task_id) = (t.authority_id, t.id)) as "itemNames",
           (select string_agg(o.name, '、' order by m.slot) from team_member m
              join officer o on (o.authority_id, o.id) = (m.authority_id, m.officer_id)
             where (m.authority_id, m.task_id, m.state) = (t.authority_id, t.id, 'assigned')) as "teamNames",
           (select o.name from team_member m join officer o on (o.authority_id, o.id) = (m.authority_id, m.officer_id)
             where (m.authority_id, m.task_id, m.state) = (t.authority_id, t.id, 'assigned')
             order by m.slot limit 1) as "officerName"
      from task t
      join unit u on (u.authority_id, u.id) = (t.authority_id, t.unit_id)
      left join deadline d on d.authority_id = t.authority_id and d.subject_kind = 'task' and d.subject_id = t.id
           and d.kind = 'visit'
     where t.authority_id = ${authorityId} and t.id = ${taskId}`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Refusal('NotFound', `没有编号为“${taskId}”的检查任务。`, 'taskId');
  return row;
};

const factsOfOrder = async (
  db: Reader,
  authorityId: string,
  words: string,
): Promise<Facts & { readonly taskId: string }> => {
  const { rows } = await sql<Facts & { readonly taskId: string }>`
    select o.task_id as "taskId", o.number as "orderNumber",
           (select string_agg(f.text, '；' order by f.finding_no) from finding f
             where (f.authority_id, f.order_id) = (o.authority_id, o.id)) as findings,
           (select string_agg(distinct f.due_on::text, '、') from finding f
             where (f.authority_id, f.order_id) = (o.authority_id, o.id)) as "dueOn"
      from rectification_order o
     where o.authority_id = ${authorityId} and (o.id = ${words} or o.number = ${words})`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Refusal('NotFound', `没有编号为“${words}”的责令改正通知书。`, 'orderId');
  return row;
};

/**
 * Params for the preview of a notice: of a task or an order from the facts, the rest examples that are named as such.
 * @throws Refusal NotFound
 */
export const previewParams = async (
  db: Reader,
  authorityId: string,
  { notice, audience, taskId, orderId }: PreviewOf,
): Promise<PreviewParams> => {
  const { name: authorityName } = await getAuthority(db, authorityId);
  const { settings } = await loadSettings(db, authorityId);
  const order = orderId === undefined ? null : await factsOfOrder(db, authorityId, orderId);
  const [asked] = taskId === undefined ? [] : await tasksNumbered(db, authorityId, taskId);
  const ofTask = asked ?? taskId ?? order?.taskId;
  const task = ofTask === undefined ? {} : await factsOfTask(db, authorityId, ofTask);
  const known: Facts = {
    authorityName,
    officePhone: settings.officePhone,
    ...task,
    ...(ofTask === undefined ? {} : { taskNumber: taskNumberOf(settings.orderNumberPrefix, ofTask) }),
    ...order,
    channelNames: settings.publication.channels.map(({ name }) => name).join('、'),
    recipientName: (audience === 'unit' ? task['unitName'] : task['officerName']) ?? null,
  };
  const assumed = paramsOfNotice(notice).filter((name) => (known[name] ?? null) === null);
  const params = Object.fromEntries(
    paramsOfNotice(notice).map((name) => [name, known[name] ?? EXAMPLES[name] ?? '（示例）']),
  );
  return { params, assumed };
};
