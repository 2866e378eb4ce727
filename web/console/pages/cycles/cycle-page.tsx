import { useQuery } from '@tanstack/react-query';
import { Flex } from 'antd';
import { Link, useParams } from 'react-router';
import type { CycleCase } from '../../../../api/resources/cycle/cycle-schema.ts';
import { read } from '../../../shared/http.ts';
import { StateTag } from '../../boards/state-tag.tsx';
import { cycleName } from '../../boards/words.ts';
import { CommandButton } from '../../commands/command-button.tsx';
import { CommandGroup } from '../../commands/command-group.tsx';
import { Loaded, Page } from '../../layout/page.tsx';
import { isBeforeDraw, isOver, monthsOf, stateOf } from './cycle-words.ts';
import { Enlargements } from './enlargements.tsx';
import { LateTable } from './late-table.tsx';
import { Pauses } from './pauses.tsx';
import { Readiness } from './readiness.tsx';
import { Report, type ReportData } from './report.tsx';
import { RowsTable } from './rows-table.tsx';
import { Unannounced } from './unannounced.tsx';

const Commands = ({ cycle }: { cycle: CycleCase }) => {
  if (isOver(cycle.state)) return null;
  const subject = `/api/cycles/${cycle.id}`;
  return (
    <Flex gap={8} wrap align="center">
      <CommandGroup>
        {cycle.pausedOn === null ? (
          <CommandButton command="pauseCycle" subject={subject} label="暂停周期" />
        ) : (
          <CommandButton
            command="resumeCycle"
            subject={subject}
            label="恢复周期"
            button={{ type: 'primary' }}
          />
        )}
        <CommandButton command="cancelCycle" subject={subject} label="取消周期" button={{ danger: true }} />
      </CommandGroup>
    </Flex>
  );
};

/** Since when it is paused, who decided that, and why. */
const pauseOf = ({ pausedOn, pauses }: CycleCase): string => {
  const now = pauses.find(({ end }) => end === null);
  return [pausedOn, now?.pausedBy, now?.reason].filter((part) => part != null).join('，');
};

const Facts = ({ cycle }: { cycle: CycleCase }) => {
  const [state, tone] = stateOf(cycle);
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [
      '状态',
      <StateTag key="state" tone={tone}>
        {state}
      </StateTag>,
    ],
    ['检查时段', `${cycle.windowStart} 至 ${cycle.windowEnd}`],
    [cycle.drawnAt === null ? '拟抽取日' : '抽取日', cycle.drawOn],
    ...(cycle.drawnAt === null ? [['最迟抽取日', cycle.drawLatestOn] as const] : []),
    ['计划版本', `第 ${cycle.planVersion} 版`],
    ...(cycle.pausedOn === null ? [] : [['暂停自', pauseOf(cycle)] as const]),
    ...cycle.draws.map(
      ({ id, purpose }) =>
        [
          purpose === 'enlargement' ? '扩大抽查' : '抽取',
          <Link key={id} to={`/draws/${id}`}>
            {id}
          </Link>,
        ] as const,
    ),
  ];
  return (
    <dl className="board-facts">
      {facts.map(([name, value]) => (
        <div key={name + String(value)}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
};

/** One cycle: where every plan row stands, who is late, what the draw still lacks, and what may be done with it. */
export const CyclePage = () => {
  const { id = '' } = useParams();
  const found = useQuery({
    queryKey: ['cycle', id],
    queryFn: () => read<CycleCase>(`/api/cycles/${encodeURIComponent(id)}`),
  });
  const title = found.data === undefined ? '周期' : `${cycleName(found.data)}（${monthsOf(found.data)}）`;
  return (
    <Page title={title} actions={found.data === undefined ? null : <Commands cycle={found.data} />}>
      <Loaded query={found}>
        {(cycle) => (
          <>
            <Facts cycle={cycle} />
            {isBeforeDraw(cycle.state) && <Readiness cycle={cycle} />}
            <section className="board-card">
              <header>
                <h2>各计划行进展</h2>
              </header>
              <RowsTable cycleId={cycle.id} rows={cycle.rows} />
            </section>
            {!isOver(cycle.state) && <LateTable cycleId={cycle.id} />}
            <Pauses pauses={cycle.pauses} />
            <Unannounced cycle={cycle} />
            <Enlargements cycle={cycle} />
            {cycle.report !== null && <Report report={cycle.report as ReportData} cycle={cycle} />}
          </>
        )}
      </Loaded>
    </Page>
  );
};
