import { keyInUse } from '../../domain/keys/key-log.ts';
import type { Reader } from '../actor.ts';
import { holderOf, readKeyLog } from '../keys/key-log.ts';

/** What an officer owes who leaves in mid-cycle. */
export interface OpenDuties {
  readonly tasks: OpenSeat[];
  /** Signing keys that are his own: nobody else can sign with them. */
  readonly keys: { readonly keyId: string; readonly role: string }[];
  /** Plans that he drafted and that are not decided. */
  readonly drafts: { readonly year: number; readonly version: number }[];
}

export interface OpenSeat {
  readonly taskId: string;
  readonly unitName: string;
  readonly state: 'created' | 'dispatched' | 'visited' | 'entered' | 'reviewed' | 'closed';
  readonly dueOn: string | null;
}

const openSeats = (db: Reader, authorityId: string, officerId: string): Promise<OpenSeat[]> =>
  db
    .selectFrom('teamMember')
    .innerJoin('task', (join) =>
      join
        .onRef('task.authorityId', '=', 'teamMember.authorityId')
        .onRef('task.id', '=', 'teamMember.taskId'),
    )
    .innerJoin('unit', (join) =>
      join.onRef('unit.authorityId', '=', 'task.authorityId').onRef('unit.id', '=', 'task.unitId'),
    )
    .select(['task.id as taskId', 'unit.name as unitName', 'task.state'])
    .select((eb) =>
      eb
        .selectFrom('deadline')
        .select((one) => one.fn.min('deadline.dueOn').as('dueOn'))
        .whereRef('deadline.authorityId', '=', 'task.authorityId')
        .whereRef('deadline.subjectId', '=', 'task.id')
        .where('deadline.subjectKind', '=', 'task')
        .where('deadline.metOn', 'is', null)
        .where('deadline.droppedReason', 'is', null)
        .as('dueOn'),
    )
    .where('teamMember.authorityId', '=', authorityId)
    .where('teamMember.officerId', '=', officerId)
    .where('teamMember.state', '=', 'assigned')
    .where('task.endedAt', 'is', null)
    .where('task.state', '<>', 'closed')
    .orderBy('task.id')
    .execute();

const ownKeys = async (db: Reader, authorityId: string, officerId: string) => {
  const log = await readKeyLog(db, authorityId);
  const own: { readonly keyId: string; readonly role: string }[] = [];
  for (const role of ['operator', 'supervisor', 'witness'] as const) {
    const key = keyInUse(log, role);
    if (key !== undefined && (await holderOf(db, authorityId, key.key_id)) === officerId)
      own.push({ keyId: key.key_id, role });
  }
  return own;
};

const openDrafts = (db: Reader, authorityId: string, officerId: string) =>
  db
    .selectFrom('planVersion')
    .select(['year', 'version'])
    .where('authorityId', '=', authorityId)
    .where('draftedBy', '=', officerId)
    .where('state', 'in', ['draft', 'reviewed', 'approved'])
    .orderBy('year')
    .orderBy('version')
    .execute();

export const openDuties = async (
  db: Reader,
  authorityId: string,
  officerId: string,
): Promise<OpenDuties> => ({
  tasks: await openSeats(db, authorityId, officerId),
  keys: await ownKeys(db, authorityId, officerId),
  drafts: await openDrafts(db, authorityId, officerId),
});
