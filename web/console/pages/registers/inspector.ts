import type { Field } from '../../records/fields.ts';

/** As `api/resources/registers/inspector-schema.ts` gives it. */
export interface Inspector {
  readonly officerId: string;
  readonly name: string;
  readonly sectionName: string | null;
  readonly certificateNumber: string;
  readonly certificateValidFrom: string;
  readonly certificateValidTo: string;
  readonly qualifications: readonly string[];
  readonly active: boolean;
  readonly leaveUntil: string | null;
  readonly openTasks: number;
}

export interface InspectorDetail extends Inspector {
  readonly leaves: readonly {
    readonly fromOn: string;
    readonly toOn: string;
    readonly reason: string | null;
  }[];
  /** Null: not for whoever asks. */
  readonly interests:
    | readonly {
        readonly unitId: string;
        readonly unitName: string;
        readonly kind: string;
        readonly declaredOn: string;
      }[]
    | null;
}

export const CERTIFICATE_FIELDS: readonly Field[] = [
  { name: 'certificateNumber', label: '执法证号', kind: 'text', needed: true },
  { name: 'certificateValidFrom', label: '执法证有效期起', kind: 'date', needed: true },
  {
    name: 'certificateValidTo',
    label: '执法证有效期止',
    kind: 'date',
    needed: true,
    hint: '过期者不参加抽取。',
  },
  {
    name: 'qualifications',
    label: '检查资质',
    kind: 'words',
    hint: '与抽查事项清单的“检查资质”一致；没有专门资质留空。',
  },
  { name: 'active', label: '在册', kind: 'yes-no', needed: true },
];

const SOON_DAYS = 60;
const DAY_MS = 86_400_000;

/** What the certificate is worth on a day: a word, and how much care it asks for. */
export const certificateState = (
  { certificateValidFrom, certificateValidTo }: Inspector,
  on: string,
): { readonly word: string; readonly tone: 'done-text' | 'soon-text' | 'late-text' } => {
  if (on > certificateValidTo) return { word: '已过期', tone: 'late-text' };
  if (on < certificateValidFrom) return { word: '尚未生效', tone: 'late-text' };
  const days = (Date.parse(certificateValidTo) - Date.parse(on)) / DAY_MS;
  return days <= SOON_DAYS
    ? { word: `${days} 天后到期`, tone: 'soon-text' }
    : { word: '有效', tone: 'done-text' };
};
