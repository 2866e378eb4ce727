import { z } from 'zod';
import { EVENT_NAMES, eventName } from '../../domain/notice/event-names.ts';
import { actorName, SUBJECT_NAMES, subjectName } from '../../domain/notice/subject-names.ts';
import { instant, json } from '../http/schemas.ts';

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

/** An event, and what its codes mean. */
export const inWords = <
  E extends {
    readonly action: string;
    readonly subjectKind: string;
    readonly subjectId: string;
    readonly actorKind: string;
    readonly actorId: string;
    readonly actorName: string | null;
  },
>(
  found: E,
) => ({
  ...found,
  name: eventName(found.action),
  actorName: actorName(found.actorKind, found.actorId, found.actorName),
  subjectName: subjectName(found.subjectKind, found.subjectId),
});

const named = z.array(z.object({ id: z.string(), name: z.string() }));
export const eventKinds = z.object({ actions: named, subjects: named });

const listOf = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([of, name]) => ({ id: of, name }));
/** What one can search for. */
export const EVENT_KINDS = { actions: listOf(EVENT_NAMES), subjects: listOf(SUBJECT_NAMES) };
