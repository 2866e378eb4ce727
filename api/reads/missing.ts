import { type Kysely, sql } from 'kysely';
import { loadSettings } from '../../db/authority.ts';
import type { Database } from '../../db/connect.ts';
import { loadCalendar } from '../../db/holidays.ts';
import { readKeyLog } from '../../db/keys/key-log.ts';
import { type IsoDate, yearOf } from '../../domain/calendar/dates.ts';
import { KEY_ROLES, keyInUse } from '../../domain/keys/key-log.ts';
import { ROLES, type Role } from '../../domain/rights/rights.ts';

type Db = Kysely<Database>;

/** One thing without which no real cycle can run (尚缺事项), and what to do about it. */
export interface Missing {
  readonly what: string;
  readonly remedy: string;
}

/** What only the process knows: whether its messages really leave the machine. */
export interface Providers {
  readonly mailStaysHere: boolean;
  readonly smsStaysHere: boolean;
}

/** A year cannot be run with fewer: each step of it is somebody's, and nobody decides on his own draft. */
const NEEDED_ROLES: readonly Role[] = ['drafter', 'reviewer', 'approver', 'publisher', 'inspector'];

interface Facts {
  readonly plan: boolean;
  readonly draft: string | null;
  readonly synthetic: boolean;
  readonly units: boolean;
  readonly inspectors: number;
  readonly items: boolean;
  readonly roles: Role[];
}

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

const planMissing = ({ plan, draft }: Facts, year: number): Missing[] => {
  if (plan) return [];
  if (draft === null) {
    return [
      {
        what: `${year} 年度抽查工作计划：尚未起草`,
        remedy: '读取计划：plan import 文件 --save 草案文件；登录后提交草案，再审核、批准、公布',
      },
    ];
  }
  return [
    {
      what: `${year} 年度抽查工作计划：已起草，尚未批准并公布`,
      remedy: '由审核人、审批人、公示人依次办理；含假设答复的计划须先逐条核实',
    },
  ];
};

const registersMissing = ({ synthetic, units, inspectors, items }: Facts): Missing[] => {
  if (synthetic) {
    return [
      {
        what: '真实的两库一单：现有名录、人员、事项清单为合成数据，不得用于正式抽查',
        remedy: '另建实施主体：authority create，再用 registers import 导入真实名录',
      },
    ];
  }
  return [
    ...(units ? [] : [{ what: '检查对象名录库：没有正常经营的对象', remedy: 'registers import units 文件' }]),
    ...(inspectors >= 2
      ? []
      : [
          {
            what: '执法检查人员名录库：持有效执法证的人员不足两人',
            remedy: 'registers import inspectors 文件',
          },
        ]),
    ...(items ? [] : [{ what: '随机抽查事项清单：没有已公布的事项', remedy: 'registers import items 文件' }]),
  ];
};

const rolesMissing = ({ roles }: Facts): Missing[] => {
  const without = NEEDED_ROLES.filter((role) => !roles.includes(role));
  if (without.length === 0) return [];
  return [
    {
      what: `能够登录的工作人员：${without.map((role) => ROLES[role]).join('、')}`,
      remedy: '导入人员和角色：registers import officers 文件；逐人发口令：officer password 用户名',
    },
  ];
};

const providersMissing = ({ mailStaysHere, smsStaysHere }: Providers): Missing[] => [
  ...(mailStaysHere
    ? [{ what: '邮件服务：邮件只送到本机收件箱，不会发出', remedy: '设定 SMTP_URL 和 MAIL_FROM 后重新启动' }]
    : []),
  ...(smsStaysHere
    ? [{ what: '短信服务：短信只送到本机网关，不会发出', remedy: '设定 SMS_GATEWAY_URL 后重新启动' }]
    : []),
];

/** Keys without which nobody can sign an announcement. */
const keysMissing = async (db: Db, authorityId: string): Promise<Missing[]> => {
  const log = await readKeyLog(db, authorityId);
  const roles = (['operator', 'supervisor'] as const).filter((role) => keyInUse(log, role) === undefined);
  if (roles.length === 0) return [];
  return [
    {
      what: `签名密钥：${roles.map((role) => KEY_ROLES[role]).join('、')}尚未登记，正式抽取停在“等待”`,
      remedy: '由本人生成（keys make），经背书后登记（keys register、endorse、submit）',
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
            },
          ]),
      ...(settings.draw.randomness === null
        ? [
            {
              what: '公共随机源：尚未配置，正式抽取停在“等待”，不会用种子代替',
              remedy: '由系统管理员在设置的 draw.randomness 中选定：先骰子后信标、仅信标或仅骰子',
            },
          ]
        : []),
      ...(await keysMissing(db, authorityId)),
      ...rolesMissing(facts),
      ...providersMissing(providers),
    ],
  };
};
