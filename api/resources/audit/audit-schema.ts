import { z } from 'zod';
import type { Reader } from '../../../db/actor.ts';
import { type Subject, subjectWords } from '../../../db/messages/subject-words.ts';
import { EVENT_NAMES, eventName } from '../../../domain/notice/event-names.ts';
import { actorName, SUBJECT_NAMES } from '../../../domain/notice/subject-names.ts';
import { instant, json } from '../../http/schemas.ts';

/** An event of the trail (留痕). */
export const event = z.object({
  id: z.number(),
  action: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  actorKind: z.string(),
  actorId: z.string(),
  commandId: z.string().nullable(),
  data: json,
  businessAt: instant,
  recordedAt: instant,
  /** Place and link in the chain; null while the sealer has not come to it. */
  seq: z.number().nullable(),
  hash: z.string().nullable(),
});

export const seenEvent = event.extend({
  /** What happened, who did it, and to what, in the words of papers. */
  name: z.string(),
  actorName: z.string(),
  subjectName: z.string(),
  previousHash: z.string().nullable(),
});

interface Found extends Subject {
  readonly action: string;
  readonly actorKind: string;
  readonly actorId: string;
  readonly actorName: string | null;
}

/** What the codes of these events mean: an event with its words. */
export const eventWords = async (db: Reader, authorityId: string, found: readonly Found[]) => {
  const subjectOf = await subjectWords(db, authorityId, found);
  return <E extends Found>(event: E) => ({
    ...event,
    name: eventName(event.action),
    actorName: actorName(event.actorKind, event.actorId, event.actorName),
    subjectName: subjectOf(event),
  });
};

const named = z.array(z.object({ id: z.string(), name: z.string() }));
export const eventKinds = z.object({ actions: named, subjects: named });

const listOf = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([of, name]) => ({ id: of, name }));
/** What one can search for. */
export const EVENT_KINDS = { actions: listOf(EVENT_NAMES), subjects: listOf(SUBJECT_NAMES) };
