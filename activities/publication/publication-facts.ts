import type { Selectable } from 'kysely';
import type { Publication, PublicationChannel, Task } from '../../db/types.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { Step } from '../shared/step.ts';

export interface PublicationFacts {
  readonly publication: Selectable<Publication>;
  readonly channels: readonly Selectable<PublicationChannel>[];
  readonly task: Selectable<Task>;
  readonly unitName: string;
}

/** `<publication id>/<revision>` → its parts. */
export const splitSubject = (subjectId: string): { readonly id: string; readonly revision: number } => {
  const at = subjectId.lastIndexOf('/');
  return { id: subjectId.slice(0, at), revision: Number(subjectId.slice(at + 1)) };
};

/** Reads one revision of a publication and locks it until the step ends; null where there is none. */
export const findPublication = async (step: Step, subjectId: string): Promise<PublicationFacts | null> => {
  const { id, revision } = splitSubject(subjectId);
  const { trx, authorityId } = step;
  const publication = await trx
    .selectFrom('publication')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .where('revision', '=', revision)
    .forUpdate()
    .executeTakeFirst();
  if (publication === undefined) return null;
  const channels = await trx
    .selectFrom('publicationChannel')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where('publicationId', '=', id)
    .where('revision', '=', revision)
    .orderBy('channel')
    .execute();
  const { unitName, ...task } = await trx
    .selectFrom('task')
    .innerJoin('unit', (join) =>
      join.onRef('unit.authorityId', '=', 'task.authorityId').onRef('unit.id', '=', 'task.unitId'),
    )
    .selectAll('task')
    .select('unit.name as unitName')
    .where('task.authorityId', '=', authorityId)
    .where('task.id', '=', publication.taskId)
    .executeTakeFirstOrThrow();
  return { publication, channels, task, unitName };
};

/** The same of one that must be there. @throws Refusal NotFound */
export const lockPublication = async (step: Step, subjectId: string): Promise<PublicationFacts> => {
  const facts = await findPublication(step, subjectId);
  if (facts === null) throw new Refusal('NotFound', `没有编号为 ${subjectId} 的公示`);
  return facts;
};

/** The deadline of a revision: one kind, the revision as its part. */
export const publicationDeadline = ({ publication }: PublicationFacts) =>
  ({
    subjectKind: 'publication',
    subjectId: publication.id,
    kind: 'publication',
    part: String(publication.revision),
  }) as const;

/** Names of a revision's own channels; one that has left the setting since goes by its id. */
export const channelNames = (
  { settings }: Pick<Step, 'settings'>,
  channels: PublicationFacts['channels'],
): string =>
  channels
    .map(({ channel }) => settings.publication.channels.find(({ id }) => id === channel)?.name ?? channel)
    .join('、');
