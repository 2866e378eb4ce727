import type { YearDays } from './days.ts';

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];
const two = (number: number): string => String(number).padStart(2, '0');

/** Weeks of a month from Monday; null is a day of another month. */
const weeksOf = (year: number, month: number): (number | null)[][] => {
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const before = (new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 6) % 7;
  const cells = [...Array.from({ length: before }, () => null), ...Array.from({ length }, (_, at) => at + 1)];
  return Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
    Array.from({ length: 7 }, (__, day) => cells[week * 7 + day] ?? null),
  );
};

const Day = ({
  date,
  weekday,
  days,
}: {
  readonly date: string;
  readonly weekday: number;
  readonly days: YearDays;
}) => {
  const { off, work, window, events } = days(date);
  const rest = off || (weekday >= 5 && !work);
  const provisional = events.some((event) => event.provisional);
  const names = [
    rest ? 'rest-day' : '',
    off ? 'off-day' : '',
    window === 0 ? '' : window % 2 === 1 ? 'in-window' : 'other-window',
    events.length > 0 ? 'event' : '',
    provisional ? 'provisional' : '',
  ];
  const marks = [off ? '休' : '', work ? '班' : '', ...events.map(({ sign }) => sign)].filter(Boolean);
  const title = events.map(({ text, provisional: open }) => (open ? `${text}（暂定）` : text)).join('；');
  return (
    <td className={names.filter(Boolean).join(' ')} title={title === '' ? undefined : title}>
      {Number(date.slice(8))}
      <small>{marks.join('')}</small>
    </td>
  );
};

/** One month with its holidays, make-up workdays, windows and days of the cycles. */
export const MonthGrid = ({
  year,
  month,
  days,
}: {
  readonly year: number;
  readonly month: number;
  readonly days: YearDays;
}) => (
  <div className="year-month">
    <table>
      <caption>{month} 月</caption>
      <thead>
        <tr>
          {WEEKDAYS.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(year, month).map((week) => (
          <tr key={week.find((day) => day !== null) ?? 0}>
            {week.map((day, weekday) =>
              day === null ? (
                <td key={WEEKDAYS[weekday]} />
              ) : (
                <Day
                  key={WEEKDAYS[weekday]}
                  date={`${year}-${two(month)}-${two(day)}`}
                  weekday={weekday}
                  days={days}
                />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
