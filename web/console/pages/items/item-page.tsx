import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { read } from '../../../shared/http.ts';
import { holds, useMe } from '../../../shared/me.ts';
import { Loaded, Page } from '../../layout/page.tsx';
import { ChangeList } from '../../records/change-list.tsx';
import { Facts, Part } from '../../records/facts.tsx';
import { fieldText } from '../../records/fields.ts';
import '../../boards/board.css';
import { Checklist } from './checklist.tsx';
import { type Item, type ItemDetail, itemFields } from './item.ts';
import { useSections } from './use-sections.ts';

/** One item: what it rests on, what is looked at, what was changed. */
export const ItemPage = () => {
  const { id = '' } = useParams();
  const { data: me } = useMe();
  const navigate = useNavigate();
  const fields = itemFields(useSections());
  const path = `/api/items/${encodeURIComponent(id)}`;
  const query = useQuery({ queryKey: [path], queryFn: () => read<ItemDetail>(path) });
  return (
    <Page
      title={query.data?.name ?? '抽查事项'}
      actions={
        holds(me, 'office', 'admin') && (
          <Button type="primary" onClick={() => void navigate(`/items/${encodeURIComponent(id)}/edit`)}>
            更改事项
          </Button>
        )
      }
    >
      <p>
        <Link to="/items">返回随机抽查事项清单</Link>
      </p>
      <Loaded query={query}>
        {(item) => (
          <>
            <Part title="登记内容">
              <Facts
                facts={[
                  ['事项编号', item.id],
                  ...fields.map(
                    (field) => [field.label, fieldText(field, item[field.name as keyof Item])] as const,
                  ),
                ]}
              />
            </Part>
            <Part title={`检查表（${item.checklist.length} 条）`}>
              <Checklist lines={item.checklist} />
            </Part>
            <Part title="变更记录">
              <ChangeList
                path={`/api/registers/item/entries/${encodeURIComponent(id)}/history`}
                fields={fields}
              />
            </Part>
          </>
        )}
      </Loaded>
    </Page>
  );
};
