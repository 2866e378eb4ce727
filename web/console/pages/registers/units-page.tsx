import { Button, Space } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { send } from '../../../shared/http.ts';
import { holds, useMe } from '../../../shared/me.ts';
import { type DataColumn, DataTable } from '../../boards/data-table.tsx';
import { Pages } from '../../boards/pages.tsx';
import { useFilter } from '../../boards/use-filter.ts';
import { type PageOf, usePages } from '../../boards/use-pages.ts';
import { Page } from '../../layout/page.tsx';
import { EditDialog } from '../../records/edit-dialog.tsx';
import { RegisterFiles } from './register-files.tsx';
import { RegisterTabs } from './register-tabs.tsx';
import type { Unit } from './unit.ts';
import { UNIT_FILTERS, UnitFilters } from './unit-filters.tsx';
import { KINDS, STATUSES, UNIT_FIELDS, UNIT_KEY } from './words.ts';

export const StatusText = ({ status }: { readonly status: string }) => (
  <span className={status === 'operating' ? 'done-text' : 'quiet-text'}>{STATUSES[status] ?? status}</span>
);

const COLUMNS: readonly DataColumn<Unit>[] = [
  {
    head: '名称',
    isHead: true,
    cell: ({ id, name }) => <Link to={`/registers/units/${encodeURIComponent(id)}`}>{name}</Link>,
  },
  { head: '编号', cell: ({ code }) => code },
  { head: '类型', cell: ({ kind }) => KINDS[kind] ?? kind },
  { head: '行业类别', cell: ({ category }) => category },
  { head: '区域', cell: ({ area }) => area },
  { head: '状态', cell: ({ status }) => <StatusText status={status} /> },
  { head: '风险等级', cell: ({ riskClass }) => riskClass ?? '—' },
];

const AddUnit = () => {
  const [open, setOpen] = useState(false);
  const navigate = useNavigate();
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        登记检查对象
      </Button>
      {open && (
        <EditDialog
          isNew
          title="登记检查对象"
          fields={[...UNIT_KEY, ...UNIT_FIELDS]}
          before={{ status: 'operating', weight: 1, tags: [] }}
          onClose={() => setOpen(false)}
          save={async (unit, reason) => {
            const { id } = await send<Unit>('POST', '/api/units', { unit, reason });
            await navigate(`/registers/units/${encodeURIComponent(id)}`);
          }}
        />
      )}
    </>
  );
};

/** 检查对象名录库: searched, filtered, opened. */
export const UnitsPage = () => {
  const { data: me } = useMe();
  const filter = useFilter({ replace: true });
  const given = Object.fromEntries(UNIT_FILTERS.map((name) => [name, filter.get(name) ?? ''])) as Record<
    (typeof UNIT_FILTERS)[number],
    string
  >;
  const query = usePages<PageOf<Unit>>('/api/units', given);
  const keeps = holds(me, 'office', 'admin');
  return (
    <Page
      title="检查对象名录库"
      actions={
        <Space wrap>
          {keeps && <RegisterFiles register="units" />}
          {keeps && <AddUnit />}
        </Space>
      }
    >
      <RegisterTabs />
      <section className="board-card" aria-label="名录">
        <UnitFilters given={given} onChange={filter.set} />
        <Pages query={query}>
          {(rows) => (
            <DataTable
              caption="检查对象"
              isCaptionHidden
              columns={COLUMNS}
              rows={rows}
              rowKey={({ id }) => id}
              empty={
                Object.values(given).some((value) => value !== '')
                  ? '没有符合条件的检查对象，请放宽条件'
                  : '名录库还没有检查对象，可以导入或者逐个登记'
              }
            />
          )}
        </Pages>
      </section>
    </Page>
  );
};
