import { ROLES, type Role } from '../../../domain/rights/rights.ts';

/** One thing without which no real cycle can run (尚缺事项), and what to do about it. */
export interface Missing {
  readonly what: string;
  /** On the page below where there is one; else it says that only a command or the server's settings do it. */
  readonly remedy: string;
  /** The page of the console (工作台) where it is mended: its address below `/console`, and its name. */
  readonly page: ConsolePage | null;
}

interface ConsolePage {
  readonly path: string;
  readonly name: string;
}

/** What only the process knows: whether its messages really leave the machine. */
export interface Providers {
  readonly mailStaysHere: boolean;
  readonly smsStaysHere: boolean;
}

/** A year cannot be run with fewer: each step of it is somebody's, and nobody decides on his own draft. */
const NEEDED_ROLES: readonly Role[] = ['drafter', 'reviewer', 'approver', 'publisher', 'inspector'];

/** What is there of what a year needs. */
export interface Facts {
  readonly plan: boolean;
  readonly draft: string | null;
  readonly synthetic: boolean;
  readonly units: boolean;
  readonly inspectors: number;
  readonly items: boolean;
  readonly roles: Role[];
}

export const planMissing = ({ plan, draft }: Facts, year: number): Missing[] => {
  if (plan) return [];
  if (draft === null) {
    return [
      {
        what: `${year} 年度抽查工作计划：尚未起草`,
        remedy: '由起草人导入计划文件或者逐行起草，再由审核人、审批人、公示人依次办理',
        page: { path: '/year', name: '年度计划' },
      },
    ];
  }
  return [
    {
      what: `${year} 年度抽查工作计划：已起草，尚未批准并公布`,
      remedy: '由审核人、审批人、公示人依次办理；含假设答复的计划须先逐条核实',
      page: { path: `/year/${year}`, name: `${year} 年度计划` },
    },
  ];
};

export const registersMissing = ({ synthetic, units, inspectors, items }: Facts): Missing[] => {
  if (synthetic) {
    return [
      {
        what: '真实的两库一单：现有名录、人员、事项清单为合成数据，不得用于正式抽查',
        remedy:
          '另建实施主体，只能由系统管理员在服务器上用命令办理：authority create；建成后在名录库导入真实名录',
        page: { path: '/registers', name: '名录库' },
      },
    ];
  }
  return [
    ...(units
      ? []
      : [
          {
            what: '检查对象名录库：没有正常经营的对象',
            remedy: '导入名录文件，或者逐户登记',
            page: { path: '/registers/units', name: '检查对象名录库' },
          },
        ]),
    ...(inspectors >= 2
      ? []
      : [
          {
            what: '执法检查人员名录库：持有效执法证的人员不足两人',
            remedy: '导入名录文件，或者逐人登记',
            page: { path: '/registers/inspectors', name: '执法检查人员名录库' },
          },
        ]),
    ...(items
      ? []
      : [
          {
            what: '随机抽查事项清单：没有已公布的事项',
            remedy: '导入或者逐项登记事项，提请公布，由审批人审批',
            page: { path: '/items', name: '抽查事项清单' },
          },
        ]),
  ];
};

export const rolesMissing = ({ roles }: Facts): Missing[] => {
  const without = NEEDED_ROLES.filter((role) => !roles.includes(role));
  if (without.length === 0) return [];
  return [
    {
      what: `能够登录的工作人员：${without.map((role) => ROLES[role]).join('、')}`,
      remedy: '由系统管理员登记人员、指定角色、发放密码',
      page: { path: '/settings/people', name: '人员与角色' },
    },
  ];
};

export const providersMissing = ({ mailStaysHere, smsStaysHere }: Providers): Missing[] => [
  ...(mailStaysHere
    ? [
        {
          what: '邮件服务：邮件只送到本机收件箱，不会发出',
          remedy: '只能由系统管理员在服务器上办理：设定 SMTP_URL 和 MAIL_FROM 后重新启动',
          page: null,
        },
      ]
    : []),
  ...(smsStaysHere
    ? [
        {
          what: '短信服务：短信只送到本机网关，不会发出',
          remedy: '只能由系统管理员在服务器上办理：设定 SMS_GATEWAY_URL 后重新启动',
          page: null,
        },
      ]
    : []),
];
