import type { NewContact } from '../../db/registers/change-contacts.ts';
import { importContacts } from '../../db/registers/import-contacts.ts';
import { type ContactEntry, contactProblems, tidyContact } from '../../domain/notice/contact.ts';
import { CONTACT_ROLE_NAMES, CONTACT_ROLES, type ContactRole } from '../../domain/notice/contact-roles.ts';
import { cellReader, repeatedFaults } from './cells.ts';
import { contactParties } from './contact-parties.ts';
import type { Placed, Register } from './register.ts';
import type { Column, Fault } from './table.ts';
import { UNIT_KIND_WORDS } from './units.ts';

export type ContactField = 'kind' | 'code' | 'role' | 'name' | 'email' | 'phone' | 'primary';
export type ContactParty = (typeof UNIT_KIND_WORDS)[string] | 'officer';

/** A contact, whose party still goes by kind and code. */
export interface ContactRow extends ContactEntry {
  readonly kind: ContactParty;
  readonly code: string;
  readonly isPrimary: boolean;
}

export const PARTY_WORDS: Readonly<Record<string, ContactParty>> = {
  ...UNIT_KIND_WORDS,
  工作人员: 'officer',
};
const ROLES: Readonly<Record<string, ContactRole>> = Object.fromEntries(
  CONTACT_ROLES.map((role) => [CONTACT_ROLE_NAMES[role], role]),
);
const CODE_HEAD = '统一社会信用代码或编号';
const HEADS: Partial<Readonly<Record<keyof ContactEntry, ContactField>>> = {
  name: 'name',
  email: 'email',
  phone: 'phone',
};

export const CONTACT_COLUMNS: readonly Column<ContactField>[] = [
  { field: 'kind', head: '对象类型', note: Object.keys(PARTY_WORDS).join('、'), example: '企业' },
  {
    field: 'code',
    head: CODE_HEAD,
    note: '与检查对象名录库一致；工作人员填人员编号',
    example: '按名录库填写',
  },
  { field: 'role', head: '联系人角色', note: Object.keys(ROLES).join('、'), example: '安全负责人' },
  { field: 'name', head: '姓名', optional: true, kept: true, note: '', example: '张某某' },
  { field: 'email', head: '电子邮箱', optional: true, note: '邮箱、手机至少填一项', example: '' },
  { field: 'phone', head: '手机号码', optional: true, note: '11 位', example: '13900000000' },
  {
    field: 'primary',
    head: '首选',
    optional: true,
    kept: true,
    note: '是、否；通知先发往首选联系人，不填为否',
    example: '否',
  },
];

const read: Register<ContactField, ContactRow>['read'] = (lines) => {
  const faults: Fault[] = [];
  const rows = lines.flatMap((line): Placed<ContactRow>[] => {
    const before = faults.length;
    const cell = cellReader(line, CONTACT_COLUMNS, faults);
    const kind = cell.oneOf('kind', PARTY_WORDS);
    const role = cell.oneOf('role', ROLES);
    const isPrimary = cell.oneOf('primary', { 是: true, 否: false }, false) ?? false;
    const code = cell.needed('code');
    const [name, email, phone] = (['name', 'email', 'phone'] as const).map((field) => cell.optional(field));
    const entry = tidyContact({
      role: role ?? 'other',
      name: name ?? null,
      email: email ?? null,
      phone: phone ?? null,
    });
    for (const { field, message } of contactProblems(entry)) cell.wrong(HEADS[field] ?? 'role', message);
    if (kind === null || role === null || faults.length > before) return [];
    return [{ line: line.line, row: { ...entry, kind, code, isPrimary } }];
  });
  const partyOf = ({ kind, code }: ContactRow): string => `${kind} ${code}`;
  const primaries = rows.filter(({ row }) => row.isPrimary);
  return {
    rows,
    faults: [
      ...faults,
      ...repeatedFaults(rows, '姓名', (row) => `${partyOf(row)} ${row.role} ${row.name ?? ''}`),
      ...repeatedFaults(primaries, '首选', partyOf),
    ],
  };
};

/** 联系人: more of them for a unit or officer, each with a role; who is not named stays as he is. */
export const CONTACT_REGISTER: Register<ContactField, ContactRow> = {
  name: '联系人',
  columns: CONTACT_COLUMNS,
  read,
  check: async (trx, authorityId, rows) => {
    const partyOf = await contactParties(
      trx,
      authorityId,
      rows.map(({ row }) => row),
    );
    return rows
      .filter(({ row }) => partyOf(row) === null)
      .map(({ line, row }): Fault => {
        const where = row.kind === 'officer' ? '工作人员' : '检查对象名录库';
        return { line, head: CODE_HEAD, what: `${where}中没有“${row.code}”，请核对或先导入名录。` };
      });
  },
  write: async (trx, authorityId, rows, doing) => {
    const partyOf = await contactParties(
      trx,
      authorityId,
      rows.map(({ row }) => row),
    );
    const contacts = rows.flatMap(({ row }): NewContact[] => {
      const party = partyOf(row);
      const { kind: _kind, code: _code, ...contact } = row;
      return party === null ? [] : [{ ...contact, ...party }];
    });
    const { added, changed } = await importContacts(trx, authorityId, contacts, doing);
    return {
      summary: `新增 ${added} 人，更新 ${changed} 人，已有 ${rows.length - added - changed} 人`,
      hints: [],
    };
  },
};
