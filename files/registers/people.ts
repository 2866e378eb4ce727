import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Doing } from '../../db/actor.ts';
import type { Database } from '../../db/connect.ts';
import { listOfficers, listSections } from '../../db/list-officers.ts';
import type { Role } from '../../db/officers.ts';
import { type OfficerRow, saveOfficers, saveSections, setRoles } from '../../db/save-officers.ts';
import type { CellReader } from './cells.ts';
import type { Placed } from './register.ts';
import type { Column, Fault } from './table.ts';

/** A person (人员) as both files name him; the section by its name. */
export interface Person extends Omit<OfficerRow, 'sectionId'> {
  readonly section: string;
}

export type PersonField = 'id' | 'name' | 'section' | 'username' | 'email' | 'phone';

export const PERSON_COLUMNS: readonly Column<PersonField>[] = [
  { field: 'id', head: '人员编号', note: '本局内唯一，长期不变；字母、数字或短横线', example: 'r001' },
  { field: 'name', head: '姓名', note: '', example: '张某某' },
  { field: 'section', head: '科室', note: '科室、股所、大队的名称；新的科室自动建立', example: '运输股' },
  { field: 'username', head: '用户名', note: '登录用，整个系统内唯一', example: 'zhangmm' },
  {
    field: 'email',
    head: '电子邮箱',
    note: '提醒发往这里；邮箱、手机至少填一项',
    example: 'zhangmm@example.gov.cn',
  },
  { field: 'phone', head: '手机号码', note: '短信发往这里', example: '13900000000' },
];

const ID = /^[\w.-]{1,64}$/u;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/u;
const PHONE = /^1\d{10}$/u;

export const readPerson = (cell: CellReader<PersonField>): Omit<Person, 'active'> => {
  const id = cell.needed('id');
  if (id !== '' && !ID.test(id))
    cell.wrong('id', `“${id}”不合规定，请用字母、数字、点或短横线，至多 64 个。`);
  const username = cell.needed('username');
  if (/\s/u.test(username)) cell.wrong('username', `“${username}”含有空格，请删去。`);
  const email = cell.optional('email');
  if (email !== null && !EMAIL.test(email)) cell.wrong('email', `“${email}”不是邮箱地址，请改正或留空。`);
  const phone = cell.optional('phone');
  if (phone !== null && !PHONE.test(phone))
    cell.wrong('phone', `“${phone}”不是 11 位手机号码，请改正或留空。`);
  if (email === null && phone === null)
    cell.wrong('email', '邮箱和手机都没有填写，提醒无处可发，请至少填一项。');
  return { id, name: cell.needed('name'), section: cell.needed('section'), username, email, phone };
};

/** Usernames are unique in the whole installation, so that one form signs everybody in. */
export const usernameFaults = async (
  trx: Transaction<Database>,
  authorityId: string,
  people: readonly Placed<Person>[],
): Promise<Fault[]> => {
  const wished = people.map(({ row }) => row.username);
  if (wished.length === 0) return [];
  const taken = await trx
    .selectFrom('officer')
    .select(['authorityId', 'id', 'username'])
    .where('username', 'in', wished)
    .execute();
  return people.flatMap(({ line, row }): Fault[] =>
    taken.some(
      (other) =>
        other.username === row.username && !(other.authorityId === authorityId && other.id === row.id),
    )
      ? [{ line, head: '用户名', what: `“${row.username}”已被他人使用，请另取一个。` }]
      : [],
  );
};

const sectionIdOf = (name: string): string =>
  `s-${createHash('sha256').update(name).digest('hex').slice(0, 12)}`;

/** Writes people with their sections; a section that is there keeps its id. */
export const savePeople = async (
  trx: Transaction<Database>,
  authorityId: string,
  people: readonly Person[],
  doing: Doing,
): Promise<void> => {
  const known = new Map((await listSections(trx, authorityId)).map(({ id, name }) => [name, id]));
  const fresh = [...new Set(people.map(({ section }) => section))].filter((name) => !known.has(name));
  await saveSections(
    trx,
    authorityId,
    fresh.map((name) => ({ id: sectionIdOf(name), name })),
    doing,
  );
  await saveOfficers(
    trx,
    authorityId,
    people.map(({ section, ...person }) => ({
      ...person,
      sectionId: known.get(section) ?? sectionIdOf(section),
    })),
    doing,
  );
};

/** Adds roles to those that the people have. */
export const addRole = async (
  trx: Transaction<Database>,
  authorityId: string,
  officerIds: readonly string[],
  role: Role,
  doing: Doing,
): Promise<void> => {
  const held = new Map((await listOfficers(trx, authorityId)).map(({ id, roles }) => [id, roles ?? []]));
  for (const id of officerIds) await setRoles(trx, authorityId, id, [...(held.get(id) ?? []), role], doing);
};
