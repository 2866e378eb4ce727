import type { Reader } from '../../db/actor.ts';
import { type OfficerInRole, officersWithRole, type Role } from '../../db/officers.ts';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import { chooserOf } from '../../domain/rehearsal/random.ts';

/** Who plays which role on a day: holders who are there, and the deputies of those who are not. */
export interface Cast {
  /**
   * An officer in a role, chosen by the key alone.
   * @param except officers who may not: the team may not review itself
   * @throws where nobody is left; the register lacks people then
   */
  who(role: Role, key: string, except?: readonly string[]): Promise<string>;
}

export const castOf = (db: Reader, authorityId: string, on: IsoDate, seed: number): Cast => {
  const known = new Map<Role, Promise<OfficerInRole[]>>();
  return {
    who: async (role, key, except = []) => {
      const found = known.get(role) ?? officersWithRole(db, authorityId, role, on);
      known.set(role, found);
      const there = (await found).filter(({ id, absent }) => !absent && !except.includes(id));
      if (there.length === 0) throw new Error(`演练：${on} 没有可以担任 ${role} 的人员，请补充人员名录`);
      return chooserOf(seed, `who/${role}/${key}`).pick(there).id;
    },
  };
};
