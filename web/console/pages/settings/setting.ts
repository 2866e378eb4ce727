import type { SettingEntry, SettingForm } from '../../../../domain/settings/setting-entry.ts';

export type { SettingColumn, SettingForm } from '../../../../domain/settings/setting-entry.ts';

/** A setting as the catalogue explains it. */
export interface Setting extends SettingEntry {
  readonly default: unknown;
}

export interface Stored {
  readonly version: number;
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface Change {
  readonly path: string;
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly needsApproval: boolean;
}

export interface Proposal {
  readonly id: number;
  readonly state: 'proposed' | 'approved' | 'rejected' | 'withdrawn';
  readonly reason: string;
  readonly changes: readonly Change[];
  readonly proposedBy: string;
  readonly proposedByName: string | null;
  readonly proposedAt: string;
  readonly decidedByName: string | null;
  readonly opinion: string | null;
}

export const PROPOSAL_STATES: Readonly<Record<Proposal['state'], string>> = {
  proposed: '等待审批',
  approved: '已生效',
  rejected: '已退回',
  withdrawn: '已撤回',
};

type Branch = Readonly<Record<string, unknown>>;

export const valueAt = (settings: Branch, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Branch)[key], settings);

/** The same settings with one value replaced. */
export const withValue = (settings: Branch, path: string, value: unknown): Branch => {
  const [head = '', ...rest] = path.split('.');
  return {
    ...settings,
    [head]: rest.length === 0 ? value : withValue(settings[head] as Branch, rest.join('.'), value),
  };
};

const RECURRENCES: Readonly<Record<string, string>> = {
  'three-windows': '一年三次：1-4 月、5-8 月、9-12 月',
  'whole-year': '全年一次',
  'half-years': '上、下半年各一次',
  quarters: '每季度一次',
  months: '每月一次',
  'month-ranges': '自定月份',
  'day-ranges': '自定起止日期',
  batches: '分批',
};
export const recurrenceKinds = RECURRENCES;

const recurrenceText = (value: Branch): string => {
  const rest = Object.entries(value).filter(([name]) => name !== 'kind');
  const detail = rest.map(([, part]) => JSON.stringify(part)).join('');
  return `${RECURRENCES[String(value['kind'])] ?? String(value['kind'])}${detail === '' ? '' : `：${detail}`}`;
};

const recordText = (
  fields: readonly { name: string; label: string; form: SettingForm }[],
  value: Branch,
): string => fields.map(({ name, label, form }) => `${label}：${valueText(form, value[name])}`).join('；');

/** A value in words. */
export const valueText = (form: SettingForm, value: unknown): string => {
  if (value === null || value === undefined)
    return 'none' in form && form.none !== undefined ? form.none : '—';
  switch (form.kind) {
    case 'number':
      return `${String(value)} ${form.unit}`;
    case 'yes-no':
      return value === true ? form.yes : form.no;
    case 'choice':
      return form.options[String(value)] ?? String(value);
    case 'words':
      return (value as string[]).map((word) => form.options?.[word] ?? word).join('、') || '—';
    case 'rows':
      return (value as Branch[]).map((row, at) => `${at + 1}. ${recordText(form.columns, row)}`).join('\n');
    case 'record':
      return recordText(form.fields, value as Branch);
    case 'secret-rows':
      return value === 'none'
        ? '都不保密'
        : value === 'all'
          ? '全部保密'
          : `计划行 ${(value as string[]).join('、')}`;
    case 'recurrence':
      return recurrenceText(value as Branch);
    default:
      return String(value);
  }
};
