import { sql } from 'kysely';
import type { Instant } from '../../domain/calendar/dates.ts';
import type { Reader } from '../actor.ts';
import { HASHED_COLUMNS, type HashedEvent, hashedEventOf } from '../audit/event-hash.ts';
import { getAuthority } from '../authority.ts';
import { installationMode } from '../installation.ts';
import { listMessages, messagesAbout } from './list-messages.ts';
import type { ShownMessage } from './message-columns.ts';
import { unitNamed } from './named-unit.ts';
import { subjectWords } from './subject-words.ts';
import { type Subjects, subjectOfOrder, subjectsOfTask } from './subjects-of.ts';
import { type MessageTimeline, readTimeline } from './timeline.ts';

/** Whose messages go into the file: all about a task and what came of it, about an order, or all to a unit. */
export type CaseOf =
  | { readonly kind: 'task'; readonly id: string }
  | { readonly kind: 'order'; readonly id: string }
  | { readonly kind: 'unit'; readonly name: string };

/** An audit event as it is hashed, with its place in the chain: anyone can recompute `hash` from the others. */
export interface SealedEvent {
  readonly event: HashedEvent;
  /** Null while the sealer has not come to it. */
  readonly seq: number | null;
  readonly previousHash: string | null;
  readonly hash: string | null;
}

/** What a case file (案卷) holds of its notices: each with its way, and the events they hang on. */
export interface CaseFile {
  readonly format: 'notice-proof/1';
  /** 演练: none of this was ever sent to anybody. */
  readonly rehearsal: boolean;
  readonly authority: { readonly id: string; readonly name: string };
  /** Chinese. */
  readonly about: string;
  readonly exportedAt: Instant;
  readonly messages: readonly MessageTimeline[];
  readonly events: readonly SealedEvent[];
}

/** A case has dozens of messages; a unit of many years a few hundred. */
const MOST_TO_A_UNIT = 2_000;

interface Selected {
  readonly about: string;
  readonly messages: readonly ShownMessage[];
  readonly subjects: Subjects;
}

const select = async (db: Reader, authorityId: string, of: CaseOf): Promise<Selected> => {
  if (of.kind === 'unit') {
    const unit = await unitNamed(db, authorityId, of.name);
    const asker = { authorityId, officerId: null };
    const found = await listMessages(db, asker, { unit: unit.id, limit: MOST_TO_A_UNIT });
    const messages = found.slice(0, MOST_TO_A_UNIT).reverse();
    const subjects = messages.map(({ subjectKind, subjectId }) => [subjectKind, subjectId] as const);
    return { about: `检查对象 ${unit.name}（${unit.code}）`, messages, subjects };
  }
  const subjects = await (of.kind === 'task' ? subjectsOfTask : subjectOfOrder)(db, authorityId, of.id);
  const [subjectKind, subjectId] = subjects.find(([kind]) => kind === of.kind) ?? [of.kind, of.id];
  const subject = { subjectKind, subjectId };
  const about = (await subjectWords(db, authorityId, [subject]))(subject);
  return { about, messages: await messagesAbout(db, authorityId, subjects), subjects };
};

const eventsOf = async (db: Reader, authorityId: string, subjects: Subjects): Promise<SealedEvent[]> => {
  if (subjects.length === 0) return [];
  const rows = await db
    .selectFrom('auditEvent')
    .leftJoin('auditSeal', 'auditSeal.eventId', 'auditEvent.id')
    .select(HASHED_COLUMNS)
    .select(['auditSeal.seq', 'auditSeal.previousHash', 'auditSeal.hash'])
    .where('auditEvent.authorityId', '=', authorityId)
    .where(
      sql<boolean>`(audit_event.subject_kind, audit_event.subject_id) in (
        select * from unnest(${subjects.map(([kind]) => kind)}::text[], ${subjects.map(([, id]) => id)}::text[]))`,
    )
    .orderBy('auditEvent.id')
    .execute();
  return rows.map(({ seq, previousHash, hash, ...event }) => ({
    event: hashedEventOf(event),
    seq,
    previousHash,
    hash,
  }));
};

/** The notices of a case with all that proves what became of them. @throws Refusal NotFound, InvalidInput */
export const readCaseFile = async (
  db: Reader,
  authorityId: string,
  of: CaseOf,
  exportedAt: Instant,
): Promise<CaseFile> => {
  const { id, name } = await getAuthority(db, authorityId);
  const { about, messages, subjects } = await select(db, authorityId, of);
  const timelines: MessageTimeline[] = [];
  for (const message of messages) {
    timelines.push(await readTimeline(db, { authorityId, officerId: null }, message.id));
  }
  const decisions = messages.map((message) => ['message', message.id] as const);
  return {
    format: 'notice-proof/1',
    rehearsal: (await installationMode(db)) === 'rehearsal',
    authority: { id, name },
    about,
    exportedAt,
    messages: timelines,
    events: await eventsOf(db, authorityId, [...subjects, ...decisions]),
  };
};
