import type { Transaction } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { type InspectorRow, importInspectors, listInspectors } from '../../db/registers/inspectors.ts';
import { listItems } from '../../db/registers/items.ts';
import { cellReader, repeatedFaults } from './cells.ts';
import {
  addRole,
  PERSON_COLUMNS,
  type Person,
  type PersonField,
  readPerson,
  savePeople,
  usernameFaults,
} from './people.ts';
import type { Placed, Register } from './register.ts';
import type { Column, Fault } from './table.ts';

type Certificate = Omit<InspectorRow, 'officerId' | 'active'>;
export type InspectorField = PersonField | keyof Certificate | 'active';

/** A person with his certificate, as the file names him. */
export interface ImportedInspector extends Person {
  readonly certificate: Certificate;
}

const ACTIVE = { 是: true, 否: false };

export const INSPECTOR_COLUMNS: readonly Column<InspectorField>[] = [
  ...PERSON_COLUMNS,
  { field: 'certificateNumber', head: '执法证号', note: '本局内唯一', example: '1406030001' },
  { field: 'certificateValidFrom', head: '执法证有效期起', note: '年-月-日', example: '2024-01-01' },
  {
    field: 'certificateValidTo',
    head: '执法证有效期止',
    note: '年-月-日；过期者不参加抽取',
    example: '2028-12-31',
  },
  {
    field: 'qualifications',
    head: '检查资质',
    note: '与事项清单的“检查资质”一致，可填多项，以顿号隔开；没有专门资质留空',
    example: '道路货物运输、机动车维修',
  },
  { field: 'active', head: '在册', optional: true, note: '是、否；不填为是', example: '是' },
];

const read: Register<InspectorField, ImportedInspector>['read'] = (lines) => {
  const faults: Fault[] = [];
  const rows = lines.flatMap((line): Placed<ImportedInspector>[] => {
    const before = faults.length;
    const cell = cellReader(line, INSPECTOR_COLUMNS, faults);
    const person = readPerson(cell);
    const certificateNumber = cell.needed('certificateNumber');
    cell.needed('certificateValidFrom');
    cell.needed('certificateValidTo');
    const from = cell.date('certificateValidFrom') ?? '';
    const to = cell.date('certificateValidTo') ?? '';
    if (from !== '' && to !== '' && to < from) {
      cell.wrong('certificateValidTo', '早于有效期起，请核对执法证。');
    }
    const active = cell.oneOf('active', ACTIVE, true) ?? true;
    const certificate = {
      certificateNumber,
      certificateValidFrom: from,
      certificateValidTo: to,
      qualifications: cell.several('qualifications'),
    };
    return faults.length > before ? [] : [{ line: line.line, row: { ...person, active, certificate } }];
  });
  return {
    rows,
    faults: [
      ...faults,
      ...repeatedFaults(rows, '人员编号', ({ id }) => id),
      ...repeatedFaults(rows, '用户名', ({ username }) => username),
      ...repeatedFaults(rows, '执法证号', ({ certificate }) => certificate.certificateNumber),
    ],
  };
};

const certificateFaults = async (
  trx: Transaction<Database>,
  authorityId: string,
  rows: readonly Placed<ImportedInspector>[],
): Promise<Fault[]> => {
  const named = new Set(rows.map(({ row }) => row.id));
  const others = (await listInspectors(trx, authorityId)).filter(({ officerId }) => !named.has(officerId));
  return rows.flatMap(({ line, row }): Fault[] => {
    const other = others.find(
      ({ certificateNumber }) => certificateNumber === row.certificate.certificateNumber,
    );
    return other === undefined
      ? []
      : [
          {
            line,
            head: '执法证号',
            what: `已登记在${other.name}（${other.officerId}）名下，请核对人员编号和证号。`,
          },
        ];
  });
};

/** Words named in one hint. */
const MOST_NAMED = 10;

const hints: NonNullable<Register<InspectorField, ImportedInspector>['hints']> = async (
  db,
  authorityId,
  rows,
) => {
  const needed = new Set((await listItems(db, authorityId)).map(({ qualification }) => qualification));
  const strange = [...new Set(rows.flatMap(({ row }) => row.certificate.qualifications))].filter(
    (one) => !needed.has(one),
  );
  return strange.length === 0
    ? []
    : [`事项清单中没有检查资质“${strange.slice(0, MOST_NAMED).join('”“')}”；请核对用词，或先导入清单。`];
};

/** 执法检查人员名录库: the person, the role and the certificate in one file. Whoever is not named stays as he is. */
export const INSPECTOR_REGISTER: Register<InspectorField, ImportedInspector> = {
  name: '执法检查人员名录库',
  columns: INSPECTOR_COLUMNS,
  read,
  hints,
  check: async (trx, authorityId, rows) => [
    ...(await usernameFaults(trx, authorityId, rows)),
    ...(await certificateFaults(trx, authorityId, rows)),
  ],
  write: async (trx, authorityId, rows, doing) => {
    const people = rows.map(({ row: { certificate: _certificate, ...person } }) => person);
    // Struck off the register is not gone from the bureau.
    await savePeople(
      trx,
      authorityId,
      people.map((person) => ({ ...person, active: true })),
      doing,
    );
    await addRole(
      trx,
      authorityId,
      rows.filter(({ row }) => row.active).map(({ row }) => row.id),
      'inspector',
      doing,
    );
    await importInspectors(
      trx,
      authorityId,
      rows.map(({ row: { id, active, certificate } }) => ({ officerId: id, active, ...certificate })),
      doing,
    );
    return {
      summary: `写入 ${rows.length} 人`,
      hints: await hints(trx, authorityId, rows),
    };
  },
};
