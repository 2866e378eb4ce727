import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { DayOfRehearsal, RoomState } from '../../../../api/resources/rehearsal/rehearsal-schema.ts';
import { read } from '../../../shared/http.ts';
import '../../boards/board.css';
import { chinaTime, clockDay } from '../../../shared/china-time.ts';
import { Loaded, Page } from '../../layout/page.tsx';
import { useRoom } from '../../rehearsal/use-room.ts';

const EVENTS_SHOWN = 12;

const Next = ({ events }: Pick<RoomState, 'events'>) => (
  <section className="board-card" aria-labelledby="room-next">
    <h2 id="room-next">接下来会自动发生</h2>
    {events.length === 0 ? (
      <p className="quiet-text">
        没有已知的事项。尚未公布计划的，先由起草人<Link to="/year">导入年度计划</Link>
        ，经审核、批准、公布后，各周期会在其首个工作日启动；周期都已办结的，这一年的演练已经走完。
      </p>
    ) : (
      <ol className="room-days">
        {events.slice(0, EVENTS_SHOWN).map(({ at, what }) => (
          <li key={at + what}>
            <time dateTime={at}>{clockDay(at)}</time>
            <span>{what}</span>
          </li>
        ))}
      </ol>
    )}
  </section>
);

const Past = ({ days }: { readonly days: readonly DayOfRehearsal[] }) => (
  <section className="board-card" aria-labelledby="room-past">
    <h2 id="room-past">至今发生的事项</h2>
    {days.length === 0 ? (
      <p className="quiet-text">还没有发生任何事项。推进时间或办理业务后，这里逐日列出。</p>
    ) : (
      <ol className="room-days">
        {days.map(({ date, counts }) => (
          <li key={date}>
            <time dateTime={date}>{date}</time>
            {counts.map(({ kind, name, count }) => (
              <span key={kind} className={kind === 'overdue' ? 'late' : undefined}>
                {name} {count}
              </span>
            ))}
          </li>
        ))}
      </ol>
    )}
  </section>
);

const STEPS = [
  ['起草人', '在“年度计划”导入计划，答复疑点，形成草案'],
  ['审核人、审批人、公示人', '审核、批准、公布计划'],
  ['时间', '推进到周期启动、抽取；抽中的任务自动派发'],
  ['检查组成员', '登记检查、录入结果；审核人审核'],
  ['公示人', '逐个渠道确认公示'],
  ['检查组、审批人', '责令改正、复查、延期、移送，直到周期办结'],
] as const;

const Way = () => (
  <section className="board-card" aria-labelledby="room-way">
    <h2 id="room-way">一年怎么走</h2>
    <ol>
      {STEPS.map(([who, what]) => (
        <li key={who}>
          <strong>{who}</strong>：{what}
        </li>
      ))}
    </ol>
    <p className="quiet-text">
      办理前先在上方“换人”扮演相应的人员。不想逐件办理的，勾选“其他人员沿途办理”再推进时间。检查对象的回避申请也由其他人员决定并答复；陈述、异议和延期申请不代为答复，请换人办理。
    </p>
  </section>
);

/** What is to come and what was, of a rehearsal by hand. */
export const RoomPage = () => {
  const room = useRoom();
  const days = useQuery({
    queryKey: ['rehearsal', 'days'],
    queryFn: () => read<DayOfRehearsal[]>('/api/rehearsal/days'),
  });
  return (
    <Page title="演练">
      <Loaded query={room}>
        {({ year, now, events }) => (
          <>
            <p>
              {year} 年度手动演练，现为 {chinaTime(now)}。数据为合成数据，与正式系统无关。
            </p>
            <Next events={events} />
          </>
        )}
      </Loaded>
      <Loaded query={days}>{(all) => <Past days={all} />}</Loaded>
      <Way />
    </Page>
  );
};
