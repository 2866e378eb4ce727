/** A file brought to a register, as `api/resources/registers/register-imports.ts` tells of it. */
export interface ImportLine {
  readonly id: string;
  readonly register: string;
  readonly fileName: string;
  readonly state: 'faulty' | 'ready' | 'done' | 'discarded';
  readonly rowCount: number;
  readonly faultCount: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly missing: number;
  readonly reason: string | null;
  readonly uploadedByName: string | null;
  readonly recordedAt: string;
}

export interface RegisterImport extends ImportLine {
  readonly faults: readonly { readonly line: number; readonly head: string | null; readonly what: string }[];
  readonly hints: readonly string[];
}

export interface StagedRow {
  readonly line: number;
  readonly title: string;
  readonly before: Readonly<Record<string, string>> | null;
  readonly after: Readonly<Record<string, string>> | null;
}

interface ImportedRegister {
  readonly name: string;
  /** Address of the page that shows it. */
  readonly place: string;
  /** What to do with entries that a file does not name. */
  readonly whenMissing: string;
}

/** What is brought in as a file, by the name that the server knows it by. */
export const REGISTERS: Readonly<Record<string, ImportedRegister>> = {
  units: {
    name: '检查对象名录库',
    place: '/registers/units',
    whenMissing: '确已关闭、注销的，请在名录中更改经营状态。',
  },
  inspectors: {
    name: '执法检查人员名录库',
    place: '/registers/inspectors',
    whenMissing: '已不从事执法检查的，请在名录中改为不在册。',
  },
  items: { name: '随机抽查事项清单', place: '/items', whenMissing: '不再实施的事项，请在清单中办理。' },
  exemptions: {
    name: '免抽名单',
    place: '/draws/exemptions',
    whenMissing: '不应再免抽的，请在名单中提前终止。',
  },
  contacts: {
    name: '联系人',
    place: '/messages/contacts',
    whenMissing: '不再担任的，请在联系人中删除。',
  },
};

export const registerName = (register: string): string => REGISTERS[register]?.name ?? register;

export const IMPORT_STATES: Readonly<Record<ImportLine['state'], string>> = {
  faulty: '有问题，未导入',
  ready: '待确认',
  done: '已导入',
  discarded: '已放弃',
};
