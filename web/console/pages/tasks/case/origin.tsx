import { Link } from 'react-router';
import { minuteOfInstant } from '../../../../shared/china-time.ts';
import { useMe } from '../../../../shared/me.ts';
import { DataTable } from '../../../boards/data-table.tsx';
import { StateTag } from '../../../boards/state-tag.tsx';
import { cycleNameOfId } from '../../../boards/words.ts';
import { KINDS } from '../../../unit-links/statement-item.tsx';
import { standingOf } from '../task-words.ts';
import { Facts, Section } from './section.tsx';
import type { TaskCase } from './use-case.ts';

/** What is owed to the unit: it does not end with the task. */
const Owed = ({ word, dueOn }: { readonly word: string; readonly dueOn: string | null }) => (
  <>
    <StateTag tone="care">{word}</StateTag> {dueOn !== null && <small>应在 {dueOn} 前答复</small>}
  </>
);

export const Overview = ({ found: { task, unit, unanswered } }: { readonly found: TaskCase }) => {
  const [word, tone] = standingOf(task);
  return (
    <Section title="概况">
      <Facts
        facts={[
          [
            '状态',
            <StateTag key="state" tone={tone}>
              {word}
            </StateTag>,
          ],
          [
            '检查对象',
            <Link key="unit" to={`/registers/units/${encodeURIComponent(unit.id)}`}>
              {unit.name}
            </Link>,
          ],
          ['编码', unit.code],
          ['类别', unit.category],
          ['区域', unit.area],
          ['地址', unit.address],
          ['任务编号', task.number],
          ['系统编号', task.id],
          [
            '周期',
            <Link key="cycle" to={`/cycles/${encodeURIComponent(task.cycleId)}`}>
              {cycleNameOfId(task.cycleId)}
            </Link>,
          ],
          ['派发', task.dispatchedAt === null ? null : minuteOfInstant(task.dispatchedAt)],
          ['是否预先通知', task.announced ? '预先通知' : `不预先通知（${task.unannouncedBasis ?? ''}）`],
          [
            '递补自',
            task.replacesTaskId === null ? null : (
              <Link key="from" to={`/tasks/${encodeURIComponent(task.replacesTaskId)}`}>
                {task.replacesNumber}
              </Link>
            ),
          ],
          ['了结原因', task.endReason],
          ...unanswered.map(
            ({ kind, receivedAt, dueOn }) =>
              [
                KINDS[kind],
                <Owed key={receivedAt} word={kind === 'recusal' ? '待决定' : '未答复'} dueOn={dueOn} />,
              ] as const,
          ),
        ]}
      />
    </Section>
  );
};

export const Origin = ({ found }: { readonly found: TaskCase }) => {
  const { data: me } = useMe();
  return (
    <Section title="计划与抽取">
      <DataTable
        caption="抽中本对象的计划行"
        columns={[
          { head: '计划行', isHead: true, cell: ({ rowNumber, name }) => `${rowNumber}　${name}` },
          {
            head: '计划内容',
            cell: ({ rowNumber }) => {
              const row = found.planRows.find(({ number }) => number === rowNumber);
              return row === undefined ? '—' : `${row.taskName}（${row.windowStart} 至 ${row.windowEnd}）`;
            },
          },
          { head: '依据', cell: ({ legalBasis }) => legalBasis },
          { head: '分层', cell: ({ stratum }) => stratum },
          { head: '次序', align: 'end', cell: ({ drawPosition }) => drawPosition },
          {
            head: '抽取值',
            cell: ({ rowNumber }) => (
              <span className="case-hash">
                {found.tickets.find((ticket) => ticket.rowNumber === rowNumber)?.ticket ?? '—'}
              </span>
            ),
          },
        ]}
        rows={found.items}
        rowKey={({ rowNumber }) => rowNumber}
        empty="没有计划行。"
      />
      <Facts
        facts={[
          [
            '抽取',
            <Link key="draw" to={`/draws/${encodeURIComponent(found.draw.id)}`}>
              {found.draw.id}
            </Link>,
          ],
          ['封存', found.draw.sealedAt === null ? null : minuteOfInstant(found.draw.sealedAt)],
          [
            '记录摘要',
            found.draw.recordHash === null ? null : (
              <span key="hash" className="case-hash">
                {found.draw.recordHash}
              </span>
            ),
          ],
          [
            '核验',
            <a
              key="check"
              href={`/public/${encodeURIComponent(me?.authorityId ?? '')}/draws/${encodeURIComponent(found.draw.id)}`}
            >
              自行核验本次抽取
            </a>,
          ],
        ]}
      />
    </Section>
  );
};

const MEMBER: Readonly<Record<string, string>> = { assigned: '在组', recused: '已回避', replaced: '已改派' };

export const Team = ({ found }: { readonly found: TaskCase }) => (
  <Section title="检查组与检查">
    <DataTable
      caption="检查组"
      columns={[
        { head: '姓名', isHead: true, cell: ({ name }) => name },
        { head: '执法证号', cell: ({ certificateNumber }) => certificateNumber },
        {
          head: '情况',
          cell: ({ state, reason }) => `${MEMBER[state] ?? state}${reason === null ? '' : `：${reason}`}`,
        },
      ]}
      rows={found.team}
      rowKey={({ slot, revision }) => `${slot}/${revision}`}
      empty="尚未配备检查组。"
    />
    <Facts
      facts={[
        ['检查日期', found.task.visitedOn ?? '尚未检查'],
        [
          '起止',
          found.task.visitStartedAt === null || found.task.visitEndedAt === null
            ? null
            : `${minuteOfInstant(found.task.visitStartedAt)} 至 ${minuteOfInstant(found.task.visitEndedAt).slice(11)}`,
        ],
        ['地点', found.task.visitPlace],
      ]}
    />
  </Section>
);
