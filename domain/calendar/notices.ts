import type { IsoDate } from './dates.ts';
import { eachDay } from './dates.ts';
import type { HolidayNotice } from './holiday-notice.ts';

/** Days and spans as the notice writes them, in one list of days. */
const days = (...parts: readonly (IsoDate | readonly [from: IsoDate, to: IsoDate])[]): readonly IsoDate[] =>
  parts.flatMap((part) => (typeof part === 'string' ? [part] : [...eachDay(part[0], part[1])]));

/** Title, number (文号) and date of issue, and the page of gov.cn that carries it. */
const yearly = (year: number, numberAndDate: string, page: string): string =>
  `国务院办公厅关于${year}年部分节假日安排的通知（${numberAndDate}，gov.cn ${page}）`;

const FIRST_OF_2020 = yearly(2020, '国办发明电〔2019〕16号，2019-11-21', 'content_5454164');

/**
 * The notices that are shipped, one entry per year and revision, each from the text of its source. A year that is not
 * here (2027 and later, 2019 and earlier) is provisional until its notice is imported, whatever a library says of it.
 */
export const SHIPPED_NOTICES: readonly HolidayNotice[] = [
  {
    year: 2020,
    revision: 1,
    source: FIRST_OF_2020,
    offDays: days(
      '2020-01-01',
      ['2020-01-24', '2020-01-30'],
      ['2020-04-04', '2020-04-06'],
      ['2020-05-01', '2020-05-05'],
      ['2020-06-25', '2020-06-27'],
      ['2020-10-01', '2020-10-08'],
    ),
    makeUpWorkdays: days(
      '2020-01-19',
      '2020-02-01',
      '2020-04-26',
      '2020-05-09',
      '2020-06-28',
      '2020-09-27',
      '2020-10-10',
    ),
  },
  {
    // The Spring Festival was extended to 2 February, which also took back the make-up workday of 1 February.
    year: 2020,
    revision: 2,
    source: `国务院办公厅关于延长2020年春节假期的通知（国办发明电〔2020〕1号，2020-01-26，gov.cn content_5472352）；其余日期同${FIRST_OF_2020}`,
    offDays: days(
      '2020-01-01',
      ['2020-01-24', '2020-02-02'],
      ['2020-04-04', '2020-04-06'],
      ['2020-05-01', '2020-05-05'],
      ['2020-06-25', '2020-06-27'],
      ['2020-10-01', '2020-10-08'],
    ),
    makeUpWorkdays: days('2020-01-19', '2020-04-26', '2020-05-09', '2020-06-28', '2020-09-27', '2020-10-10'),
  },
  {
    year: 2021,
    revision: 1,
    source: yearly(2021, '国办发明电〔2020〕27号，2020-11-25', 'content_5564127'),
    offDays: days(
      ['2021-01-01', '2021-01-03'],
      ['2021-02-11', '2021-02-17'],
      ['2021-04-03', '2021-04-05'],
      ['2021-05-01', '2021-05-05'],
      ['2021-06-12', '2021-06-14'],
      ['2021-09-19', '2021-09-21'],
      ['2021-10-01', '2021-10-07'],
    ),
    makeUpWorkdays: days(
      '2021-02-07',
      '2021-02-20',
      '2021-04-25',
      '2021-05-08',
      '2021-09-18',
      '2021-09-26',
      '2021-10-09',
    ),
  },
  {
    year: 2022,
    revision: 1,
    source: yearly(2022, '国办发明电〔2021〕11号，2021-10-25', 'content_5644835'),
    offDays: days(
      ['2022-01-01', '2022-01-03'],
      ['2022-01-31', '2022-02-06'],
      ['2022-04-03', '2022-04-05'],
      ['2022-04-30', '2022-05-04'],
      ['2022-06-03', '2022-06-05'],
      ['2022-09-10', '2022-09-12'],
      ['2022-10-01', '2022-10-07'],
    ),
    makeUpWorkdays: days(
      '2022-01-29',
      '2022-01-30',
      '2022-04-02',
      '2022-04-24',
      '2022-05-07',
      '2022-10-08',
      '2022-10-09',
    ),
  },
  {
    year: 2023,
    revision: 1,
    source: yearly(2023, '国办发明电〔2022〕16号，2022-12-08', 'content_5730844'),
    offDays: days(
      ['2022-12-31', '2023-01-02'],
      ['2023-01-21', '2023-01-27'],
      '2023-04-05',
      ['2023-04-29', '2023-05-03'],
      ['2023-06-22', '2023-06-24'],
      ['2023-09-29', '2023-10-06'],
    ),
    makeUpWorkdays: days(
      '2023-01-28',
      '2023-01-29',
      '2023-04-23',
      '2023-05-06',
      '2023-06-25',
      '2023-10-07',
      '2023-10-08',
    ),
  },
  {
    year: 2024,
    revision: 1,
    source: yearly(2024, '国办发明电〔2023〕7号，2023-10-25', 'content_6911528'),
    offDays: days(
      '2024-01-01',
      ['2024-02-10', '2024-02-17'],
      ['2024-04-04', '2024-04-06'],
      ['2024-05-01', '2024-05-05'],
      '2024-06-10',
      ['2024-09-15', '2024-09-17'],
      ['2024-10-01', '2024-10-07'],
    ),
    makeUpWorkdays: days(
      '2024-02-04',
      '2024-02-18',
      '2024-04-07',
      '2024-04-28',
      '2024-05-11',
      '2024-09-14',
      '2024-09-29',
      '2024-10-12',
    ),
  },
  {
    year: 2025,
    revision: 1,
    source: yearly(2025, '国办发明电〔2024〕12号，2024-11-12', 'content_6986383'),
    offDays: days(
      '2025-01-01',
      ['2025-01-28', '2025-02-04'],
      ['2025-04-04', '2025-04-06'],
      ['2025-05-01', '2025-05-05'],
      ['2025-05-31', '2025-06-02'],
      ['2025-10-01', '2025-10-08'],
    ),
    makeUpWorkdays: days('2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'),
  },
  {
    year: 2026,
    revision: 1,
    source: yearly(2026, '国办发明电〔2025〕7号，2025-11-04', 'content_7047091'),
    offDays: days(
      ['2026-01-01', '2026-01-03'],
      ['2026-02-15', '2026-02-23'],
      ['2026-04-04', '2026-04-06'],
      ['2026-05-01', '2026-05-05'],
      ['2026-06-19', '2026-06-21'],
      ['2026-09-25', '2026-09-27'],
      ['2026-10-01', '2026-10-07'],
    ),
    makeUpWorkdays: days('2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'),
  },
];
