import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import type { PlanCalendar } from '../../../../../api/resources/plan/plan-year-schema.ts';
import { read } from '../../../../shared/http.ts';
import { holds, useMe } from '../../../../shared/me.ts';
import { DataTable } from '../../../boards/data-table.tsx';
import { Loaded } from '../../../layout/page.tsx';
import { Part } from '../../../records/facts.tsx';
import { DayWithMark } from './day-with-mark.tsx';
import { daysOf, type Notice, noticeOf } from './days.ts';
import { MonthGrid } from './month-grid.tsx';
import { NoticeButton } from './notice-button.tsx';
import './calendar.css';

type Window = PlanCalendar['windows'][number];
type DayName = keyof NonNullable<Window['planned']>;

const planned = (name: DayName) => (window: Window) =>
  window.planned === null ? '没有工作日' : <DayWithMark day={window.planned[name]} />;

const Windows = ({ windows }: { readonly windows: readonly Window[] }) => (
  <DataTable
    caption="各周期的日期"
    isCaptionHidden
    rows={windows}
    rowKey={({ number, start }) => `${number}-${start}`}
    empty="没有周期。"
    columns={[
      { head: '周期', isHead: true, cell: ({ name }) => name },
      { head: '起止', cell: ({ start, end }) => `${start} 至 ${end}` },
      { head: '开始', cell: planned('opensOn') },
      { head: '抽取日', cell: planned('drawOn') },
      { head: '最迟抽取', cell: planned('drawLatestOn') },
      { head: '检查截止', cell: planned('visitsUntil') },
      { head: '最迟公示', cell: planned('publishBy') },
    ]}
  />
);

const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

const Legend = () => (
  <ul className="year-legend">
    <li>休：放假</li>
    <li>班：调休上班</li>
    <li>开：周期开始</li>
    <li>抽：抽取日</li>
    <li>检：检查截止</li>
    <li>公：最迟公示</li>
    <li>虚线框：暂定</li>
    <li>底色：检查时段，相邻周期颜色相间</li>
  </ul>
);

const Year = ({
  calendar,
  notices,
}: {
  readonly calendar: PlanCalendar;
  readonly notices: readonly Notice[];
}) => {
  const { data: me } = useMe();
  const { year, knowsYear, windows } = calendar;
  const days = daysOf(calendar, notices);
  return (
    <>
      {!knowsYear && (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 16 }}
          title={`${year} 年放假安排尚未录入，以下日期均为暂定`}
          description="国务院办公厅的通知一般在上年十一月发布；录入后，未办结的期限自动重新计算。"
        />
      )}
      <Part title="各周期">
        <Windows windows={windows} />
      </Part>
      <Part
        title="年历"
        actions={holds(me, 'admin', 'office') && <NoticeButton year={year} known={noticeOf(notices, year)} />}
      >
        <p className="quiet-text">放假依据：{noticeOf(notices, year)?.source ?? '尚未录入'}</p>
        <Legend />
        <div className="year-months">
          {MONTHS.map((month) => (
            <MonthGrid key={month} year={year} month={month} days={days} />
          ))}
        </div>
      </Part>
    </>
  );
};

/** The year's days: windows, draws, last days, holidays and make-up workdays. */
export const CalendarTab = ({ year }: { readonly year: number }) => {
  const calendar = useQuery({
    queryKey: ['plans', year, 'calendar'],
    queryFn: () => read<PlanCalendar>(`/api/plans/${year}/calendar`),
  });
  const notices = useQuery({
    queryKey: ['holiday-notices'],
    queryFn: () => read<Notice[]>('/api/holiday-notices'),
  });
  return (
    <Loaded query={calendar}>
      {(data) => <Loaded query={notices}>{(known) => <Year calendar={data} notices={known} />}</Loaded>}
    </Loaded>
  );
};
