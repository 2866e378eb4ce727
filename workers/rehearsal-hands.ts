import type { Client } from '@temporalio/client';
import type { Kysely } from 'kysely';
import type { Play } from '../activities/rehearsal/deps.ts';
import { playCalendar } from '../activities/rehearsal/play-calendar.ts';
import { ACTING_TIME, createRehearsalActivities } from '../activities/rehearsal/rehearsal.activities.ts';
import { createEngine } from '../activities/shared/engine.ts';
import type { Database } from '../db/connect.ts';
import { type IsoDate, instantAt } from '../domain/calendar/dates.ts';

/** What is played in a rehearsal by hand (手动演练) by nobody at its console. */
export interface RehearsalHands {
  /** The Schedule's firing of a day; the same day again starts what is still missing. */
  fireCalendar(on: IsoDate): Promise<void>;
  /** Everybody does what is due on a day, but for the tasks that are played by hand. */
  playOthers(on: IsoDate): Promise<void>;
}

export const rehearsalHands = (options: {
  readonly db: Kysely<Database>;
  readonly client: Client;
  readonly play: Play;
  readonly authorityId: string;
}): RehearsalHands => {
  const { db, client, play, authorityId } = options;
  const { playDay } = createRehearsalActivities({ db, engine: createEngine(client), client, play });
  return {
    fireCalendar: async (today) => {
      await playCalendar({ deps: { client }, authorityId, today });
    },
    playOthers: async (on) => {
      await playDay({ authorityId, at: instantAt(on, ACTING_TIME) });
    },
  };
};
