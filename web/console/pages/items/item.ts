import type { z } from 'zod';
import type {
  edition,
  editionDetail,
  listDifferenceSchema,
} from '../../../../api/resources/registers/item-list-schema.ts';
import type { Field } from '../../records/fields.ts';

export type Edition = z.infer<typeof edition>;
export type EditionDetail = z.infer<typeof editionDetail>;
export type ListDifference = z.infer<typeof listDifferenceSchema>;

export interface Line {
  readonly part: string;
  readonly text: string;
  readonly legalBasis: string;
}

export interface Item {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly unitCategory: string;
  readonly qualification: string | null;
  readonly legalBasis: string;
  readonly method: string;
  readonly sectionId: string | null;
  readonly published: boolean;
}

export interface ItemDetail extends Item {
  readonly checklist: readonly (Line & { readonly lineNo: number })[];
}

export const KINDS: Readonly<Record<string, string>> = { general: '一般检查事项', key: '重点检查事项' };

export const EDITION_STATES: Readonly<Record<Edition['state'], string>> = {
  proposed: '等待审批',
  published: '已公布',
  rejected: '已退回',
  withdrawn: '已撤回',
};

/** What is registered of an item; its checklist is edited beside. */
export const itemFields = (sections: Readonly<Record<string, string>>): readonly Field[] => [
  { name: 'name', label: '事项名称', kind: 'text', needed: true, hint: '与抽查计划的用词一致。' },
  {
    name: 'kind',
    label: '事项类别',
    kind: 'choice',
    options: KINDS,
    needed: true,
    hint: '一般检查事项有抽查比例上限，重点检查事项没有。',
  },
  {
    name: 'unitCategory',
    label: '对象类别',
    kind: 'text',
    needed: true,
    hint: '与检查对象名录的“行业类别”一致。',
  },
  { name: 'qualification', label: '检查资质', kind: 'text', hint: '检查组须有一人具备；不要求则留空。' },
  { name: 'legalBasis', label: '检查依据', kind: 'long', needed: true, hint: '法规名称和条款。' },
  { name: 'method', label: '检查方式', kind: 'text', needed: true, hint: '如实地检查、书面检查、网络监测。' },
  { name: 'sectionId', label: '责任科室', kind: 'choice', options: sections },
  { name: 'published', label: '已公布', kind: 'yes-no' },
];
