import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { dayOfInstant } from '../../../shared/china-time.ts';
import { read, send } from '../../../shared/http.ts';
import { holds, useMe } from '../../../shared/me.ts';
import { Loaded, Page } from '../../layout/page.tsx';
import { ChangeList } from '../../records/change-list.tsx';
import { EditButton } from '../../records/edit-button.tsx';
import { Facts, Part } from '../../records/facts.tsx';
import '../../boards/board.css';
import { CERTIFICATE_FIELDS, certificateState, type InspectorDetail } from './inspector.ts';
import { Interests } from './inspector-interests.tsx';
import { Leaves } from './inspector-leaves.tsx';

const EditInspector = ({
  inspector,
  path,
}: {
  readonly inspector: InspectorDetail;
  readonly path: string;
}) => {
  const entry = Object.fromEntries(
    CERTIFICATE_FIELDS.map(({ name }) => [name, inspector[name as keyof InspectorDetail]]),
  );
  return (
    <EditButton
      name={inspector.name}
      fields={CERTIFICATE_FIELDS}
      before={entry}
      save={(change, reason) => send('PUT', path, { inspector: { ...entry, ...change }, reason })}
    />
  );
};

const Certificate = ({ inspector }: { readonly inspector: InspectorDetail }) => {
  const { word, tone } = certificateState(inspector, dayOfInstant(new Date().toISOString()));
  return (
    <Part title="登记内容">
      <Facts
        facts={[
          ['姓名', inspector.name],
          ['科室', inspector.sectionName],
          ['执法证号', inspector.certificateNumber],
          ['执法证有效期', `${inspector.certificateValidFrom} 至 ${inspector.certificateValidTo}`],
          [
            '执法证',
            <span key="state" className={tone}>
              {word}
            </span>,
          ],
          ['检查资质', inspector.qualifications.join('、')],
          ['在册', inspector.active ? '是' : '否'],
          ['待检查任务', inspector.openTasks],
        ]}
      />
    </Part>
  );
};

/** One inspector: certificate, qualifications, leaves, declared interests, changes. */
export const InspectorPage = () => {
  const { id = '' } = useParams();
  const { data: me } = useMe();
  const path = `/api/inspector-entries/${encodeURIComponent(id)}`;
  const query = useQuery({ queryKey: [path], queryFn: () => read<InspectorDetail>(path) });
  const keeps = holds(me, 'office', 'admin');
  return (
    <Page
      title={query.data?.name ?? '执法检查人员'}
      actions={
        keeps && query.data !== undefined ? <EditInspector inspector={query.data} path={path} /> : null
      }
    >
      <p>
        <Link to="/registers/inspectors">返回执法检查人员名录库</Link>
      </p>
      <Loaded query={query}>
        {(inspector) => (
          <>
            <Certificate inspector={inspector} />
            <Leaves leaves={inspector.leaves} path={path} mayKeep={holds(me, 'office', 'admin', 'chief')} />
            {inspector.interests !== null && (
              <Interests
                interests={inspector.interests}
                path={path}
                mayDeclare={keeps || me?.officerId === id}
                mayRemove={keeps}
              />
            )}
            <Part title="变更记录">
              <ChangeList
                path={`/api/registers/inspector/entries/${encodeURIComponent(id)}/history`}
                fields={CERTIFICATE_FIELDS}
              />
            </Part>
          </>
        )}
      </Loaded>
    </Page>
  );
};
