import type { IsoDate } from '../calendar/dates.ts';
import { inTime, type Stage, somewhenAfter, workingDaysAfter } from './course.ts';
import type { EventKind } from './events.ts';

/** A publication that is due, with the channels still to confirm. */
export interface PublicationCourseFacts {
  readonly taskId: string;
  readonly startedOn: IsoDate;
  readonly dueOn: IsoDate;
  /** Channels of the authority that are not confirmed yet, in the order of its settings. */
  readonly openChannels: readonly string[];
  /** The one that is late where the scenario makes the publication late. */
  readonly lastChannel: string;
}

/** So many working days past its deadline: then chief and office have been told. */
const LATE_BY = 4;

/** On which day the publisher confirms each open channel. A publication is in time only when all are. */
export const nextOfPublication = (
  stage: Stage,
  facts: PublicationCourseFacts,
  event: EventKind | null,
): readonly { readonly channel: string; readonly on: IsoDate }[] =>
  facts.openChannels.map((channel) => {
    if (event === 'publication-late' && channel === facts.lastChannel) {
      return { channel, on: workingDaysAfter(stage, facts.dueOn, LATE_BY) };
    }
    const key = `publish/${facts.taskId}/${channel}`;
    const wished = somewhenAfter(stage, facts.startedOn, stage.pace.publish, key);
    return { channel, on: inTime(stage, wished, facts.dueOn) };
  });
