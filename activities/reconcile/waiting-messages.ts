import { sql } from 'kysely';
import type { Fault, Round } from './fault.ts';

const GRACE_SECONDS = 600;

/** Messages that no relay takes: only reported, because carrying them out is the notifier's work alone. */
export const reportWaitingMessages = async ({ deps, authorityId, now }: Round): Promise<Fault[]> => {
  const { rows } = await sql<{ waiting: number }>`
    select count(*) as waiting from message
     where authority_id = ${authorityId} and state = 'created' and (send_after is null or send_after <= ${now})
       and recorded_at < clock_timestamp() - make_interval(secs => ${GRACE_SECONDS})`.execute(deps.db);
  const waiting = rows[0]?.waiting ?? 0;
  if (waiting === 0) return [];
  return [
    {
      kind: 'messages-waiting',
      subject: 'outbox',
      detail: `有${waiting}条消息超过${GRACE_SECONDS / 60}分钟没有进入发送队列，请检查通知进程`,
    },
  ];
};
