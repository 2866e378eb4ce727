import { useQuery } from '@tanstack/react-query';
import { Button, Card, Modal, Table } from 'antd';
import { useState } from 'react';
import type { ChangedListUnit, ListChangeCounts } from '../../../../../api/resources/draw/list-changes.ts';
import { read } from '../../../../shared/http.ts';
import { Loaded } from '../../../layout/page.tsx';
import { drawPath, type Room } from '../use-draw.ts';
import { codeOf } from '../words.ts';
import { PageButtons } from './page-buttons.tsx';

type Side = 'came' | 'gone';
const SIDES: Readonly<Record<Side, string>> = { came: '新列入名单的对象', gone: '不再列入名单的对象' };
const PAGE = 50;

interface Shown {
  readonly item: ListChangeCounts;
  readonly side: Side;
}

const columnsOf = (side: Side) => [
  { title: '序号', dataIndex: 'no', align: 'right' as const, width: 72 },
  {
    title: '对象编码',
    key: 'code',
    render: ({ code, person }: ChangedListUnit) => person ?? codeOf(code),
  },
  ...(side === 'gone' ? [{ title: '理由', dataIndex: 'why' }] : []),
];

/** The units themselves, page by page. */
const Units = ({
  drawId,
  shown: { item, side },
  onClose,
}: {
  readonly drawId: string;
  readonly shown: Shown;
  readonly onClose: () => void;
}) => {
  const [after, setAfter] = useState(0);
  const query = useQuery({
    queryKey: ['draw', drawId, 'list-changes', item.itemId, side, after],
    queryFn: () =>
      read<{ items: ChangedListUnit[]; next: string | null }>(`${drawPath(drawId)}/list-changes/units`, {
        ...{ item: item.itemId, side, after, limit: PAGE },
      }),
  });
  return (
    <Modal open width={720} title={`${item.itemName}：${SIDES[side]}`} footer={null} onCancel={onClose}>
      <Loaded query={query}>
        {({ items, next }) => (
          <>
            <Table
              size="small"
              rowKey="no"
              dataSource={items}
              pagination={false}
              scroll={{ x: 480, y: 420 }}
              columns={columnsOf(side)}
            />
            <PageButtons after={after} size={PAGE} more={next !== null} onPage={setAfter} />
          </>
        )}
      </Loaded>
    </Modal>
  );
};

/** How the list differs from the last cycle's of the same item: counts first, the units on demand. */
export const ChangesCard = ({ room }: { readonly room: Room }) => {
  const [shown, show] = useState<Shown | null>(null);
  const query = useQuery({
    queryKey: ['draw', room.id, 'list-changes', room.announcementHash],
    queryFn: () => read<{ items: ListChangeCounts[] }>(`${drawPath(room.id)}/list-changes`),
    enabled: room.announcementHash !== null,
  });
  if (room.announcementHash === null) return null;
  const countOf = (side: Side) => ({
    title: side === 'came' ? '新列入' : '不再列入',
    key: side,
    align: 'right' as const,
    render: (item: ListChangeCounts) =>
      item.before === null ? (
        '—'
      ) : (
        <Button
          type="link"
          size="small"
          disabled={item[side] === 0}
          aria-label={`${item.itemName}：${SIDES[side]} ${item[side]} 户`}
          onClick={() => show({ item, side })}
        >
          {item[side]}
        </Button>
      ),
  });
  return (
    <Loaded query={query}>
      {({ items }) =>
        items.length === 0 ? null : (
          <Card title="名单与上一周期相比">
            <Table
              size="small"
              rowKey="itemId"
              dataSource={items}
              pagination={false}
              scroll={{ x: 560 }}
              columns={[
                { title: '抽查事项', dataIndex: 'itemName' },
                { title: '本次名单', dataIndex: 'units', align: 'right' },
                {
                  title: '上一名单',
                  key: 'before',
                  render: ({ before }: ListChangeCounts) =>
                    before === null ? '首次抽取' : `${before.units}（抽取 ${before.drawId}）`,
                },
                countOf('came'),
                countOf('gone'),
              ]}
            />
            {shown !== null && <Units drawId={room.id} shown={shown} onClose={() => show(null)} />}
          </Card>
        )
      }
    </Loaded>
  );
};
