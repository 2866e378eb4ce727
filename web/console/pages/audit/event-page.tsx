import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { read } from '../../../shared/http.ts';
import '../../boards/board.css';
import { minuteOfInstant } from '../../../shared/china-time.ts';
import { Loaded, Page } from '../../layout/page.tsx';
import { Facts, Part } from '../../records/facts.tsx';
import type { AuditEvent } from './event.ts';

/** One event with all that it says, and its link in the chain. */
export const EventPage = () => {
  const { id = '' } = useParams();
  const path = `/api/audit/events/${encodeURIComponent(id)}`;
  const query = useQuery({ queryKey: [path], queryFn: () => read<AuditEvent>(path) });
  return (
    <Page title={query.data === undefined ? '留痕' : query.data.name}>
      <p>
        <Link to="/audit">返回留痕查询</Link>
      </p>
      <Loaded query={query}>
        {(event) => (
          <>
            <Part title="事件">
              <Facts
                facts={[
                  ['事件', event.name],
                  ['业务时间', minuteOfInstant(event.businessAt)],
                  ['记录时间', minuteOfInstant(event.recordedAt)],
                  ['人员', event.actorName],
                  [
                    '对象',
                    <Link
                      key="subject"
                      to={`/audit?subjectKind=${encodeURIComponent(event.subjectKind)}&subjectId=${encodeURIComponent(event.subjectId)}`}
                    >
                      {event.subjectName}
                    </Link>,
                  ],
                  ['办理编号', event.commandId],
                ]}
              />
            </Part>
            <Part title="内容">
              <pre style={{ margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                {JSON.stringify(event.data, null, 2)}
              </pre>
            </Part>
            <Part title="在留痕链上">
              <Facts
                facts={[
                  ['位置', event.seq === null ? '待封存，几秒内完成' : `第 ${event.seq} 环`],
                  ['上一环摘要', event.previousHash],
                  ['本环摘要', event.hash],
                ]}
              />
            </Part>
          </>
        )}
      </Loaded>
    </Page>
  );
};
