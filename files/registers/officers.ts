import type { Role } from '../../db/officers.ts';
import { setRoles } from '../../db/save-officers.ts';
import { ROLES } from '../../domain/rights/rights.ts';
import { cellReader, repeatedFaults } from './cells.ts';
import {
  PERSON_COLUMNS,
  type Person,
  type PersonField,
  readPerson,
  savePeople,
  usernameFaults,
} from './people.ts';
import type { Placed, Register } from './register.ts';
import type { Column, Fault } from './table.ts';

type Field = PersonField | 'roles' | 'active';

interface Officer extends Person {
  readonly roles: readonly Role[];
}

const ROLE_OF = Object.fromEntries(Object.entries(ROLES).map(([role, name]) => [name, role as Role]));
const ACTIVE = { 是: true, 否: false };

const COLUMNS: readonly Column<Field>[] = [
  ...PERSON_COLUMNS,
  {
    field: 'roles',
    head: '角色',
    note: `可填多项，以顿号隔开：${Object.keys(ROLE_OF).join('、')}；按所填的全部替换`,
    example: '审核人、科室负责人',
  },
  { field: 'active', head: '在岗', optional: true, note: '是、否；不填为是', example: '是' },
];

const read: Register<Field, Officer>['read'] = (lines) => {
  const faults: Fault[] = [];
  const rows = lines.flatMap((line): Placed<Officer>[] => {
    const before = faults.length;
    const cell = cellReader(line, COLUMNS, faults);
    const person = readPerson(cell);
    const roles = cell.several('roles').flatMap((name): Role[] => {
      const role = ROLE_OF[name];
      if (role === undefined)
        cell.wrong('roles', `没有“${name}”这个角色，请填：${Object.keys(ROLE_OF).join('、')}。`);
      return role === undefined ? [] : [role];
    });
    const active = cell.oneOf('active', ACTIVE, true) ?? true;
    return faults.length > before ? [] : [{ line: line.line, row: { ...person, roles, active } }];
  });
  return {
    rows,
    faults: [
      ...faults,
      ...repeatedFaults(rows, '人员编号', ({ id }) => id),
      ...repeatedFaults(rows, '用户名', ({ username }) => username),
    ],
  };
};

/** 工作人员 and their roles; passwords are given one by one (officer password). */
export const OFFICER_REGISTER: Register<Field, Officer> = {
  name: '工作人员',
  columns: COLUMNS,
  read,
  check: usernameFaults,
  write: async (trx, authorityId, rows, doing) => {
    await savePeople(
      trx,
      authorityId,
      rows.map(({ row: { roles: _roles, ...person } }) => person),
      doing,
    );
    for (const { row } of rows) await setRoles(trx, authorityId, row.id, row.roles, doing);
    return {
      summary: `写入 ${rows.length} 人`,
      hints: ['尚未登录过的人员，请用 officer password 用户名 发给密码。'],
    };
  },
};
