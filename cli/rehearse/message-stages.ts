import { sql } from 'kysely';
import type { Reader } from '../../db/actor.ts';
import { NOTICE_NAMES, noticeName, stageWords } from '../../domain/notice/names.ts';
import type { MessageStage } from '../../domain/rehearsal/summary.ts';

interface Row {
  readonly template: string;
  /** `before-3`; empty for a notice that no deadline caused. */
  readonly rung: string;
  readonly email: number;
  readonly sms: number;
  readonly gathered: number;
}

const CODES = Object.keys(NOTICE_NAMES);
const RUNG = /^(before|on|after)(?:-(\d+))?$/;

/** Working days from the deadline: the order of a ladder. */
const offsetOf = (rung: string): number => {
  const [, phase, days = '0'] = RUNG.exec(rung) ?? [];
  return phase === 'before' ? -Number(days) : Number(days);
};

const byLadder = (a: Row, b: Row): number =>
  CODES.indexOf(a.template) - CODES.indexOf(b.template) || offsetOf(a.rung) - offsetOf(b.rung);

/** What went out, stage by stage, in the order of the catalogue and of the ladders. */
export const messageStages = async (db: Reader, authorityId: string): Promise<MessageStage[]> => {
  const { rows } = await sql<Row>`
    select template, case when template like 'reminder.%' then split_part(stage, '.', 2) else '' end as rung,
           count(*) filter (where channel = 'email' and digest_id is null)::int as email,
           count(*) filter (where channel = 'sms' and digest_id is null)::int as sms,
           count(*) filter (where digest_id is not null)::int as gathered
      from message where authority_id = ${authorityId} and state in ('sent', 'delivered')
     group by 1, 2`.execute(db);
  return [...rows].sort(byLadder).map(({ template, rung, ...counts }) => ({
    stage: rung === '' ? template : `${template}.${rung}`,
    name: rung === '' ? noticeName(template) : `${noticeName(template)}，${stageWords(rung) ?? rung}`,
    ...counts,
  }));
};
