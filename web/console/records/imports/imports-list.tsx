import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { minuteOfInstant } from '../../../shared/china-time.ts';
import { read } from '../../../shared/http.ts';
import { type DataColumn, DataTable } from '../../boards/data-table.tsx';
import { Loaded } from '../../layout/page.tsx';
import { IMPORT_STATES, type ImportLine, registerName } from './import.ts';

const COLUMNS: readonly DataColumn<ImportLine>[] = [
  {
    head: '文件',
    isHead: true,
    cell: ({ id, register, fileName }) => <Link to={`${register}/${id}`}>{fileName}</Link>,
  },
  { head: '名录', cell: ({ register }) => registerName(register) },
  { head: '状态', cell: ({ state }) => IMPORT_STATES[state] },
  { head: '新增', align: 'end', cell: ({ added }) => added },
  { head: '更改', align: 'end', cell: ({ changed }) => changed },
  { head: '问题', align: 'end', cell: ({ faultCount }) => faultCount },
  { head: '上传人', cell: ({ uploadedByName }) => uploadedByName ?? '—' },
  { head: '时间', cell: ({ recordedAt }) => minuteOfInstant(recordedAt) },
  { head: '理由', cell: ({ reason }) => reason ?? '—' },
];

/** Who brought which file when, and what came of it. */
export const ImportsList = () => {
  const path = '/api/register-imports';
  const query = useQuery({ queryKey: [path], queryFn: () => read<readonly ImportLine[]>(path) });
  return (
    <Loaded query={query}>
      {(rows) => (
        <DataTable
          caption="导入记录"
          isCaptionHidden
          columns={COLUMNS}
          rows={rows}
          rowKey={({ id }) => id}
          empty="没有您可以查看的导入记录；名录、联系人由领导小组办公室和系统管理员导入，免抽名单由审批人导入。"
        />
      )}
    </Loaded>
  );
};
