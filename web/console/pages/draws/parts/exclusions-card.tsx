import { useQuery } from '@tanstack/react-query';
import { Button, Card, Modal, Table } from 'antd';
import { useState } from 'react';
import type { DrawExclusion } from '../../../../../api/resources/draw/draw-room-schema.ts';
import { read } from '../../../../shared/http.ts';
import { Nothing } from '../../../fields/nothing.tsx';
import { Loaded } from '../../../layout/page.tsx';
import { drawPath, type Room } from '../use-draw.ts';
import { codeOf } from '../words.ts';

type Count = Pick<DrawExclusion, 'row' | 'reason' | 'words'> & { readonly count: number };
const PAGE = 50;

/** Units left off the roster of one row, page by page. */
const ExclusionList = ({
  drawId,
  row,
  onClose,
}: {
  readonly drawId: string;
  readonly row: number;
  readonly onClose: () => void;
}) => {
  const [starts, setStarts] = useState<readonly string[]>(['0']);
  const after = starts.at(-1) ?? '0';
  const query = useQuery({
    queryKey: ['draw', drawId, 'exclusions', row, after],
    queryFn: () =>
      read<{ items: DrawExclusion[]; next: string | null }>(`${drawPath(drawId)}/exclusions`, {
        row,
        after,
        limit: PAGE,
        people: true,
      }),
  });
  return (
    <Modal open width={720} title={`计划行 ${row}：未列入名单的对象`} footer={null} onCancel={onClose}>
      <Loaded query={query}>
        {({ items, next }) => (
          <>
            <Table
              size="small"
              rowKey="no"
              dataSource={items}
              pagination={false}
              scroll={{ x: 480, y: 420 }}
              columns={[
                {
                  title: '对象编码',
                  key: 'code',
                  render: ({ code, person }: DrawExclusion) => person ?? codeOf(code),
                },
                { title: '理由', dataIndex: 'words' },
              ]}
            />
            <p style={{ display: 'flex', gap: 8, marginBottom: 0 }}>
              <Button disabled={starts.length < 2} onClick={() => setStarts(starts.slice(0, -1))}>
                上一页
              </Button>
              <Button disabled={next === null} onClick={() => next !== null && setStarts([...starts, next])}>
                下一页
              </Button>
            </p>
          </>
        )}
      </Loaded>
    </Modal>
  );
};

/** Whom the roster left out, and why: counts first, the units on demand. */
export const ExclusionsCard = ({ room }: { readonly room: Room }) => {
  const [shown, show] = useState<number | null>(null);
  const query = useQuery({
    queryKey: ['draw', room.id, 'exclusion-counts', room.announcementHash],
    queryFn: () => read<{ counts: Count[] }>(`${drawPath(room.id)}/exclusion-counts`),
    enabled: room.announcementHash !== null,
  });
  if (room.announcementHash === null) return null;
  return (
    <Card title="未列入名单的对象">
      <Loaded query={query}>
        {({ counts }) => (
          <Table
            size="small"
            rowKey={({ row, reason }) => `${row}/${reason}`}
            dataSource={counts}
            pagination={false}
            scroll={{ x: 480 }}
            locale={{ emptyText: <Nothing text="范围内的对象全部列入名单。" /> }}
            columns={[
              { title: '计划行', dataIndex: 'row' },
              { title: '理由', dataIndex: 'words' },
              { title: '家数', dataIndex: 'count', align: 'right' },
              {
                title: '名单',
                key: 'show',
                render: ({ row }: Count) => (
                  <Button type="link" size="small" onClick={() => show(row)}>
                    查看
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Loaded>
      {shown !== null && <ExclusionList drawId={room.id} row={shown} onClose={() => show(null)} />}
    </Card>
  );
};
