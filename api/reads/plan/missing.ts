import { type Kysely, sql } from 'kysely';
import { loadSettings } from '../../../db/authority.ts';
import type { Database } from '../../../db/connect.ts';
import { loadCalendar } from '../../../db/holidays.ts';
import { readKeyLog } from '../../../db/keys/key-log.ts';
import { type IsoDate, yearOf } from '../../../domain/calendar/dates.ts';
import { KEY_ROLES, keyInUse } from '../../../domain/keys/key-log.ts';
import {
  type Facts,
  type Missing,
  type Providers,
  planMissing,
  providersMissing,
  registersMissing,
  rolesMissing,
} from './missing-parts.ts';

type Db = Kysely<Database>;

/** Each part stops at its first hit: a register may hold a million. */
const factsOf = async (db: Db, authorityId: string, on: IsoDate): Promise<Facts> => {
  const { rows } = await sql<Facts>`
    select exists (select from plan p join plan_version v
                     on (v.authority_id, v.year, v.version) = (p.authority_id, p.year, p.current_version)
                    where p.authority_id = ${authorityId} and p.year = ${yearOf(on)}
                      and v.state = 'published' and not v.assumed) as plan,
           (select v.state from plan_version v where v.authority_id = ${authorityId} and v.year = ${yearOf(on)}
             order by v.version desc limit 1) as draft,
           exists (select from audit_event where authority_id = ${authorityId} and subject_kind = 'authority'
                      and subject_id = ${authorityId} and action = 'authority.synthetic') as synthetic,
           exists (select from unit where authority_id = ${authorityId} and status = 'operating') as units,
           (select count(*)::int from inspector where authority_id = ${authorityId} and active
               and ${on}::date between certificate_valid_from and certificate_valid_to) as inspectors,
           exists (select from item where authority_id = ${authorityId} and published) as items,
           (select coalesce(array_agg(distinct r.role), '{}') from officer_role r
              join officer o on (o.authority_id, o.id) = (r.authority_id, r.officer_id)
             where r.authority_id = ${authorityId} and o.active and o.password_hash is not null) as roles`.execute(
    db,
  );
  if (rows[0] === undefined) throw new Error('a query of constants gives a row');
  return rows[0];
};

/** Keys without which nobody can sign an announcement. */
const keysMissing = async (db: Db, authorityId: string): Promise<Missing[]> => {
  const log = await readKeyLog(db, authorityId);
  const roles = (['operator', 'supervisor'] as const).filter((role) => keyInUse(log, role) === undefined);
  if (roles.length === 0) return [];
  return [
    {
      what: `签名密钥：${roles.map((role) => KEY_ROLES[role]).join('、')}尚未登记，正式抽取停在“等待”`,
      remedy:
        '只能用命令办理，密钥不经过网页：由本人在自己的电脑上生成（keys make），经背书后登记（keys register、endorse、submit）',
      page: null,
    },
  ];
};

export interface LiveReadiness {
  /** The registers are invented, by the generator. */
  readonly synthetic: boolean;
  readonly missing: readonly Missing[];
}

/** What keeps an authority from running a real cycle in the year of that day; nothing is guessed, each is a fact. */
export const liveReadiness = async (
  db: Db,
  authorityId: string,
  on: IsoDate,
  providers: Providers,
): Promise<LiveReadiness> => {
  const year = yearOf(on);
  const facts = await factsOf(db, authorityId, on);
  const { settings } = await loadSettings(db, authorityId);
  const calendar = await loadCalendar(db, authorityId);
  return {
    synthetic: facts.synthetic,
    missing: [
      ...planMissing(facts, year),
      ...registersMissing(facts),
      ...(calendar.knowsYear(year)
        ? []
        : [
            {
              what: `${year} 年节假日安排：通知尚未录入，期限均为暂定`,
              remedy: '由系统管理员录入国务院办公厅的通知',
              page: { path: `/year/${year}/calendar`, name: '日历' },
            },
          ]),
      ...(settings.draw.randomness === null
        ? [
            {
              what: '公共随机源：尚未配置，正式抽取停在“等待”，不会用种子代替',
              remedy: '由系统管理员提请选定“随机数来源”（先骰子后信标、仅信标或仅骰子），经审批生效',
              page: { path: '/settings', name: '本局设置' },
            },
          ]
        : []),
      ...(await keysMissing(db, authorityId)),
      ...rolesMissing(facts),
      ...providersMissing(providers),
    ],
  };
};
