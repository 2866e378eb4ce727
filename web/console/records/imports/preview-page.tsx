import { useQuery } from '@tanstack/react-query';
import { Alert, Tabs } from 'antd';
import { Link } from 'react-router';
import { read } from '../../../shared/http.ts';
import { Loaded, Page } from '../../layout/page.tsx';
import { Facts, Part } from '../facts.tsx';
import '../../boards/board.css';
import { ConfirmImport } from './confirm-import.tsx';
import { Faults } from './faults.tsx';
import { IMPORT_STATES, REGISTERS, type RegisterImport, registerName } from './import.ts';
import { AddedRows, ChangedRows, MissingRows } from './staged-rows.tsx';
import { ImportSteps } from './upload-page.tsx';

const Differences = ({ found, path }: { readonly found: RegisterImport; readonly path: string }) => (
  <Tabs
    items={[
      { key: 'changed', label: `更改 ${found.changed}`, children: <ChangedRows path={path} /> },
      { key: 'added', label: `新增 ${found.added}`, children: <AddedRows path={path} /> },
      {
        key: 'missing',
        label: `文件中没有 ${found.missing}`,
        children: <MissingRows path={path} found={found} />,
      },
    ]}
  />
);

const Found = ({
  found,
  path,
  again,
}: {
  readonly found: RegisterImport;
  readonly path: string;
  readonly again: string;
}) => (
  <>
    <ImportSteps at={found.state === 'done' ? 2 : 1} />
    <Part title="文件">
      <Facts
        facts={[
          ['文件', found.fileName],
          ['状态', IMPORT_STATES[found.state]],
          ['上传人', found.uploadedByName],
          ['可读取的行', found.rowCount],
          ['新增', found.added],
          ['更改', found.changed],
          ['未变', found.unchanged],
          ['名录中有而文件中没有', found.missing],
          ['理由', found.reason],
        ]}
      />
    </Part>
    {found.hints.map((hint) => (
      <Alert key={hint} type="warning" showIcon title={hint} style={{ marginBottom: 16 }} />
    ))}
    {found.state === 'faulty' && <Faults found={found} again={again} />}
    {found.state === 'ready' && (
      <>
        <Part title="与现有名录的差异">
          <Differences found={found} path={path} />
        </Part>
        <ConfirmImport found={found} path={path} again={again} />
      </>
    )}
    {found.state === 'done' && (
      <Alert
        type="success"
        showIcon
        title={`已写入：新增 ${found.added} 条，更改 ${found.changed} 条；每条的变更记录里都有理由和经办人。`}
      />
    )}
  </>
);

/** What a file would do to the register, before it does. */
export const PreviewPage = ({ register, id }: { readonly register: string; readonly id: string }) => {
  const path = `/api/registers/${register}/imports/${encodeURIComponent(id)}`;
  const query = useQuery({ queryKey: [path], queryFn: () => read<RegisterImport>(path) });
  return (
    <Page title={`导入${registerName(register)}`}>
      <p>
        <Link to={REGISTERS[register]?.place ?? '/registers'}>返回{registerName(register)}</Link>
      </p>
      <Loaded query={query}>
        {(found) => <Found found={found} path={path} again={`/registers/imports/${register}`} />}
      </Loaded>
    </Page>
  );
};
