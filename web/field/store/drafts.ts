import { useCallback, useEffect, useRef, useState } from 'react';
import { tellChanged } from './changes.ts';
import { nowInstant } from './clock.ts';
import { database } from './database.ts';
import { keptAgain, notKept } from './trouble.ts';
import type { Draft, Visit } from './types.ts';

/** Nothing in it answers anything: what is not filled in was not done. */
export const emptyDraft = ({ id, unit }: Visit): Draft => ({
  ...{
    taskId: id,
    unitName: unit.name,
    changedAt: nowInstant(),
    startedAt: null,
    endedAt: null,
    place: unit.address ?? '',
  },
  ...{ entry: null, certificates: {}, companion: { name: '', position: '' }, answers: {}, findings: [] },
  ...{ codes: [], remark: '', signedText: null, inspectorSignatures: {}, unitSignature: null },
  ...{ refusal: null, submittedAt: null },
});

export const draftOf = async (visit: Visit): Promise<Draft> =>
  (await database().get('drafts', visit.id)) ?? emptyDraft(visit);

export type Change = (next: (draft: Draft) => Partial<Draft>) => void;

/**
 * The draft of a visit and how to change it. Each change is handed to the phone's database in the turn in which it was
 * made, so that a page that is killed afterwards has lost nothing.
 */
export const useDraft = (
  visit: Visit | undefined,
): readonly [Draft | undefined, Change, reload: () => void] => {
  const [draft, setDraft] = useState<Draft>();
  const latest = useRef<Draft>(undefined);
  const taskId = visit?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another visit, not another state of the same one
  useEffect(() => {
    latest.current = undefined;
    setDraft(undefined);
    if (visit === undefined) return;
    draftOf(visit).then(
      (loaded) => {
        latest.current ??= loaded;
        setDraft(latest.current);
      },
      (error: unknown) => reportError(error),
    );
  }, [taskId]);
  const change = useCallback<Change>((next) => {
    const before = latest.current;
    if (before === undefined) return;
    const more = next(before);
    // A late answer (the phone's place) to what is no longer asked must not write an older state over a newer one.
    if (Object.keys(more).length === 0) return;
    const after = { ...before, ...more, changedAt: nowInstant() };
    latest.current = after;
    database()
      .put('drafts', after)
      .then(() => {
        keptAgain();
        tellChanged('drafts');
      }, notKept);
    setDraft(after);
  }, []);
  const reload = useCallback(() => {
    if (taskId === undefined) return;
    database()
      .get('drafts', taskId)
      .then(
        (stored) => {
          // Only whether it is handed in changes elsewhere; what is written here is never older than what is kept.
          const before = latest.current;
          if (stored === undefined || before === undefined || stored.submittedAt === before.submittedAt)
            return;
          latest.current = { ...before, submittedAt: stored.submittedAt };
          setDraft(latest.current);
        },
        (error: unknown) => reportError(error),
      );
  }, [taskId]);
  return [draft, change, reload];
};
