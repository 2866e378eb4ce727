import { Button, Result, Space } from 'antd';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { minuteOfInstant } from '../../../shared/china-time.ts';
import { withQuery } from '../../../shared/http.ts';
import { holds, useMe } from '../../../shared/me.ts';
import { type DataColumn, DataTable } from '../../boards/data-table.tsx';
import { Pages } from '../../boards/pages.tsx';
import { type PageOf, usePages } from '../../boards/use-pages.ts';
import { Page } from '../../layout/page.tsx';
import { AuditFilters, type Given, instantsOf } from './audit-filters.tsx';
import type { AuditEvent } from './event.ts';

const COLUMNS: readonly DataColumn<AuditEvent>[] = [
  {
    head: '事件',
    isHead: true,
    cell: ({ id, name }) => <Link to={`/audit/events/${id}`}>{name}</Link>,
  },
  { head: '时间', cell: ({ businessAt }) => minuteOfInstant(businessAt) },
  { head: '人员', cell: ({ actorName }) => actorName },
  { head: '对象', cell: ({ subjectName }) => subjectName },
  { head: '链上', cell: ({ seq }) => (seq === null ? '待封存' : `第 ${seq} 环`) },
];

const Export = ({ given }: { readonly given: Given }) => {
  const { from, to } = instantsOf(given) as { from?: string; to?: string };
  if (from === undefined || to === undefined) return <Button disabled>导出（先选起止日期）</Button>;
  return (
    <Button href={withQuery('/api/audit/export', { from, to })} download>
      导出这段时间的留痕和证明
    </Button>
  );
};

const Events = ({
  given,
  onSearch,
}: {
  readonly given: Given;
  readonly onSearch: (given: Given) => void;
}) => {
  const query = usePages<PageOf<AuditEvent>>('/api/audit/events', instantsOf(given));
  return (
    <section className="board-card" aria-label="留痕">
      <AuditFilters given={given} onSearch={onSearch} />
      <Pages query={query}>
        {(rows) => (
          <DataTable
            caption="留痕，新的在前"
            isCaptionHidden
            columns={COLUMNS}
            rows={rows}
            rowKey={({ id }) => String(id)}
            empty="没有符合条件的留痕，请放宽条件。"
          />
        )}
      </Pages>
    </section>
  );
};

/** Who did what, when, to what: searched by those who watch over it. */
export const AuditPage = () => {
  const { data: me } = useMe();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const given: Given = Object.fromEntries(params);
  const overseer = holds(me, 'office', 'supervisor', 'witness', 'admin');
  const search = (wanted: Given) =>
    setParams(
      Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined && value !== '')),
    );
  return (
    <Page
      title="留痕"
      actions={
        <Space wrap>
          {overseer && <Export given={given} />}
          <Button onClick={() => void navigate('/audit/check')}>核验留痕链</Button>
        </Space>
      }
    >
      {me === undefined ? null : !overseer ? (
        <Result
          status="info"
          title="留痕由领导小组办公室、分管领导、监督人和系统管理员查询"
          subTitle="您可以在检查任务页查看自己任务的全部留痕，也可以核验整条留痕链。"
        />
      ) : (
        <Events given={given} onSearch={search} />
      )}
    </Page>
  );
};
