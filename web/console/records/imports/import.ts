/** A file brought to a register, as `api/resources/register-imports.ts` tells of it. */
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

export const REGISTERS: Readonly<Record<string, string>> = {
  units: '检查对象名录库',
  inspectors: '执法检查人员名录库',
  items: '随机抽查事项清单',
};

export const IMPORT_STATES: Readonly<Record<ImportLine['state'], string>> = {
  faulty: '有问题，未导入',
  ready: '待确认',
  done: '已导入',
  discarded: '已放弃',
};
