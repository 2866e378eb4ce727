import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select, Space } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { read } from '../../../shared/http.ts';
import { holds, useMe } from '../../../shared/me.ts';
import { type DataColumn, DataTable } from '../../boards/data-table.tsx';
import { Loaded, Page } from '../../layout/page.tsx';
import { RegisterFiles } from '../registers/register-files.tsx';
import { type Item, KINDS } from './item.ts';
import { PublishedText } from './published-text.tsx';
import { type List, Standing } from './standing.tsx';
import { useSections } from './use-sections.ts';

const columns = (
  sections: Readonly<Record<string, string>>,
  changed: ReadonlySet<string>,
): readonly DataColumn<Item>[] => [
  {
    head: '抽查事项',
    isHead: true,
    cell: ({ id, name }) => <Link to={`/items/${encodeURIComponent(id)}`}>{name}</Link>,
  },
  { head: '类别', cell: ({ kind }) => KINDS[kind] ?? kind },
  { head: '对象类别', cell: ({ unitCategory }) => unitCategory },
  { head: '检查依据', cell: ({ legalBasis }) => legalBasis },
  { head: '检查方式', cell: ({ method }) => method },
  {
    head: '责任科室',
    cell: ({ sectionId }) => (sectionId === null ? '—' : (sections[sectionId] ?? sectionId)),
  },
  {
    head: '公布',
    cell: ({ id, published }) => <PublishedText published={published} isChanged={changed.has(id)} />,
  },
];

const matches = (item: Item, { text, kind }: { readonly text: string; readonly kind: string }): boolean =>
  (kind === '' || item.kind === kind) &&
  [item.name, item.id, item.unitCategory, item.legalBasis].some((part) => part.includes(text));

/** 随机抽查事项清单. */
export const ItemsPage = () => {
  const { data: me } = useMe();
  const navigate = useNavigate();
  const sections = useSections();
  const [given, setGiven] = useState({ text: '', kind: '' });
  const query = useQuery({ queryKey: ['/api/items'], queryFn: () => read<readonly Item[]>('/api/items') });
  const list = useQuery({ queryKey: ['/api/item-list'], queryFn: () => read<List>('/api/item-list') }).data;
  const changed = new Set(list?.unpublished.changed.map(({ id }) => id));
  const keeps = holds(me, 'office', 'admin');
  return (
    <Page
      title="随机抽查事项清单"
      actions={
        <Space wrap>
          <Button onClick={() => void navigate('/items/editions')}>清单版次</Button>
          {keeps && <RegisterFiles register="items" />}
          {keeps && (
            <Button type="primary" onClick={() => void navigate('/items/new')}>
              登记事项
            </Button>
          )}
        </Space>
      }
    >
      {list !== undefined && query.data !== undefined && <Standing data={list} items={query.data} />}
      <section className="board-card" aria-label="清单">
        <search className="filters">
          <Input
            type="search"
            aria-label="按名称、编号、类别或者依据查找"
            placeholder="名称、编号、对象类别或者依据"
            onChange={({ target }) => setGiven((before) => ({ ...before, text: target.value.trim() }))}
            allowClear
            style={{ maxWidth: 300 }}
          />
          <Select
            aria-label="事项类别"
            placeholder="事项类别"
            onChange={(kind: string | undefined) => setGiven((before) => ({ ...before, kind: kind ?? '' }))}
            options={Object.entries(KINDS).map(([value, label]) => ({ value, label }))}
            allowClear
            style={{ minWidth: 150 }}
          />
        </search>
        <Loaded query={query}>
          {(items) => (
            <DataTable
              caption="抽查事项"
              isCaptionHidden
              columns={columns(sections, changed)}
              rows={items.filter((item) => matches(item, given))}
              rowKey={({ id }) => id}
              empty={items.length === 0 ? '清单还没有事项，可以导入或者逐项登记' : '没有符合条件的事项'}
            />
          )}
        </Loaded>
      </section>
    </Page>
  );
};
