import { sql } from 'kysely';
import type { IsoDate } from '../domain/calendar/dates.ts';
import { Refusal } from '../domain/failure/failures.ts';
import type { Reader } from './actor.ts';

/** 角色: what an officer may do; rights are kept apart by giving them to different people (R281). */
export const ROLES = [
  'drafter',
  'approver',
  'drawer',
  'witness',
  'inspector',
  'reviewer',
  'publisher',
  'office',
  'supervisor',
  'chief',
  'admin',
] as const;
export type Role = (typeof ROLES)[number];

/** Roles as people call them. */
export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  drafter: '计划起草人',
  approver: '批准人',
  drawer: '抽取操作人',
  witness: '抽取见证人',
  inspector: '执法检查人员',
  reviewer: '审核人',
  publisher: '公示人',
  office: '领导小组办公室',
  supervisor: '监督人',
  chief: '科室负责人',
  admin: '系统管理员',
};

export interface OfficerInRole {
  readonly id: string;
  readonly name: string;
  readonly sectionId: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  /** Whose absence gives the role to this officer on that day; null for one who holds it himself. */
  readonly deputyFor: string | null;
  /** Holds the role, but has named a deputy for that day. */
  readonly absent: boolean;
}

/**
 * Active officers who may act in a role on a day, by id: those who hold it, and for each holder with a deputy (代理人)
 * named for that day, the deputy. An absent holder keeps the right. A deputy cannot pass it on. The section of a
 * deputy is the one of the holder: it is that section's matters he stands in for.
 */
export const officersWithRole = async (
  db: Reader,
  authorityId: string,
  role: Role,
  on: IsoDate,
): Promise<OfficerInRole[]> => {
  const { rows } = await sql<OfficerInRole>`
    select o.id, o.name, o.section_id, o.email, o.phone, null as deputy_for,
           exists (select from deputy d where (d.authority_id, d.officer_id, d.role) = (o.authority_id, o.id, r.role)
                    and ${on}::date between d.from_on and d.to_on) as absent
      from officer_role r join officer o on (o.authority_id, o.id) = (r.authority_id, r.officer_id)
     where r.authority_id = ${authorityId} and r.role = ${role} and o.active
    union all
    select s.id, s.name, o.section_id, s.email, s.phone, o.id as deputy_for, false as absent
      from officer_role r
      join officer o on (o.authority_id, o.id) = (r.authority_id, r.officer_id)
      join deputy d on (d.authority_id, d.officer_id, d.role) = (r.authority_id, r.officer_id, r.role)
      join officer s on (s.authority_id, s.id) = (d.authority_id, d.deputy_id)
     where r.authority_id = ${authorityId} and r.role = ${role} and o.active and s.active
       and ${on}::date between d.from_on and d.to_on
     order by id, deputy_for nulls first`.execute(db);
  return rows;
};

/** The roles an active officer may act in on a day, in his own right or as a deputy. */
export const rolesOf = async (
  db: Reader,
  authorityId: string,
  officerId: string,
  on: IsoDate,
): Promise<Role[]> => {
  const { rows } = await sql<{ role: Role }>`
    select r.role
      from officer me
      join officer_role r on r.authority_id = me.authority_id
      join officer o on (o.authority_id, o.id) = (r.authority_id, r.officer_id)
     where me.authority_id = ${authorityId} and me.id = ${officerId} and me.active and o.active
       and (o.id = me.id or exists (
            select from deputy d
             where (d.authority_id, d.officer_id, d.role, d.deputy_id) = (r.authority_id, o.id, r.role, me.id)
               and ${on}::date between d.from_on and d.to_on))
     group by r.role`.execute(db);
  const held = new Set(rows.map(({ role }) => role));
  return ROLES.filter((role) => held.has(role));
};

/** Whether an officer may act in a role on a day, in his own right or as a deputy. */
export const hasRole = async (
  db: Reader,
  authorityId: string,
  officerId: string,
  role: Role,
  on: IsoDate,
): Promise<boolean> => (await rolesOf(db, authorityId, officerId, on)).includes(role);

/** Proves a right inside the transaction that uses it. @throws Refusal Forbidden where none of the roles is held. */
export const requireRole = async (
  db: Reader,
  authorityId: string,
  officerId: string,
  roles: readonly Role[],
  on: IsoDate,
): Promise<void> => {
  const held = await rolesOf(db, authorityId, officerId, on);
  if (roles.some((role) => held.includes(role))) return;
  throw new Refusal(
    'Forbidden',
    `办理人在 ${on} 没有办理此事项的权限（需要角色：${roles.map((role) => ROLE_NAMES[role]).join('、')}）。`,
  );
};

/** The chief (科室负责人) of a section on a day; his deputy while he is absent; null where there is none. */
export const chiefOf = async (
  db: Reader,
  authorityId: string,
  sectionId: string,
  on: IsoDate,
): Promise<OfficerInRole | null> => {
  const chiefs = await officersWithRole(db, authorityId, 'chief', on);
  const here = chiefs.filter((chief) => chief.sectionId === sectionId);
  return here.find((chief) => !chief.absent) ?? here[0] ?? null;
};
