import type { Reader } from '../../db/actor.ts';
import { listOfficers, listSections } from '../../db/list-officers.ts';
import { listInspectors } from '../../db/registers/inspectors.ts';
import { type ImportedInspector, INSPECTOR_COLUMNS } from './inspectors.ts';
import type { Holdings, Shown } from './register.ts';

const cellsOf = ({ certificate, active, ...person }: ImportedInspector): readonly string[] => {
  const cells: Readonly<Record<string, string>> = {
    ...person,
    email: person.email ?? '',
    phone: person.phone ?? '',
    ...certificate,
    qualifications: certificate.qualifications.join('、'),
    active: active ? '是' : '否',
  };
  return INSPECTOR_COLUMNS.map(({ field }) => cells[field] ?? '');
};

const shown = (inspector: ImportedInspector): Shown => {
  const cells = cellsOf(inspector);
  return Object.fromEntries(INSPECTOR_COLUMNS.map(({ head }, at) => [head, cells[at] ?? '']));
};

const heldInspectors = async (db: Reader, authorityId: string): Promise<ImportedInspector[]> => {
  const officers = new Map((await listOfficers(db, authorityId)).map((officer) => [officer.id, officer]));
  const sections = new Map((await listSections(db, authorityId)).map(({ id, name }) => [id, name]));
  return (await listInspectors(db, authorityId)).flatMap((inspector) => {
    const officer = officers.get(inspector.officerId);
    if (officer === undefined) return [];
    const { id, name, username, email, phone, sectionId } = officer;
    return [
      {
        ...{ id, name, username, email, phone },
        section: sectionId === null ? '' : (sections.get(sectionId) ?? ''),
        active: inspector.active === true,
        certificate: {
          certificateNumber: inspector.certificateNumber,
          certificateValidFrom: inspector.certificateValidFrom,
          certificateValidTo: inspector.certificateValidTo,
          qualifications: inspector.qualifications,
        },
      },
    ];
  });
};

async function* entries(db: Reader, authorityId: string) {
  yield (await heldInspectors(db, authorityId)).map((inspector) => ({
    key: inspector.id,
    title: inspector.name,
    lines: [cellsOf(inspector)],
  }));
}

/** What the register of inspectors holds, in the words of its file. */
export const INSPECTOR_HOLDINGS: Holdings<ImportedInspector> = {
  keyOf: ({ id }) => id,
  titleOf: ({ name }) => name,
  shown,
  held: async (db, authorityId) =>
    new Map((await heldInspectors(db, authorityId)).map((inspector) => [inspector.id, shown(inspector)])),
  count: async (db, authorityId) => (await listInspectors(db, authorityId)).length,
  entries,
};
