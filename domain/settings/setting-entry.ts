/** How a value is written and shown. */
export type SettingForm =
  | {
      readonly kind: 'number';
      readonly min: number;
      readonly max: number;
      readonly unit: string;
      readonly none?: string;
    }
  | { readonly kind: 'time' }
  | { readonly kind: 'text'; readonly none?: string }
  | { readonly kind: 'yes-no'; readonly yes: string; readonly no: string }
  | { readonly kind: 'choice'; readonly options: Readonly<Record<string, string>> }
  /** Several words: any, or of the options. */
  | { readonly kind: 'words'; readonly options?: Readonly<Record<string, string>> }
  /** Records one below the other. */
  | { readonly kind: 'rows'; readonly columns: readonly SettingColumn[] }
  /** One record; `none`: how its absence is called. */
  | { readonly kind: 'record'; readonly fields: readonly SettingColumn[]; readonly none?: string }
  /** Which plan rows' lists stay secret. */
  | { readonly kind: 'secret-rows' }
  /** How often and when a plan has a draw. */
  | { readonly kind: 'recurrence' };

export interface SettingColumn {
  readonly name: string;
  readonly label: string;
  readonly form: SettingForm;
  /** Left out of the record where it is empty. */
  readonly optional?: true;
}

/** One setting. */
export interface SettingEntry {
  /** Where it lies: `draw.timeOfDay`. */
  readonly path: string;
  readonly group: string;
  readonly name: string;
  readonly explanation: string;
  /** Article, document or requirement. */
  readonly source: string;
  /** From when on a change holds, and for what. */
  readonly effect: string;
  readonly form: SettingForm;
  /** What shapes the acts of the law is put in force by a second person, an approver. */
  readonly needsApproval: boolean;
}

export const workingDays = (min: number, max = 366): SettingForm => ({
  kind: 'number',
  min,
  max,
  unit: '个工作日',
});
