import { useQuery } from '@tanstack/react-query';
import { Alert, Card, Flex, Select, Table } from 'antd';
import { useState } from 'react';
import type { DrawVisit } from '../../../../../api/resources/draw/draw-room-schema.ts';
import { chinaTime } from '../../../../shared/china-time.ts';
import { read } from '../../../../shared/http.ts';
import { Loaded } from '../../../layout/page.tsx';
import { drawPath, type Room } from '../use-draw.ts';
import { codeOf } from '../words.ts';
import { PageButtons } from './page-buttons.tsx';

const PAGE = 20;

const memberName = ({ code, name }: DrawVisit['team'][number]): string => name ?? code.slice(0, 8);

const columns = [
  { title: '序号', dataIndex: 'position', align: 'right' as const, width: 72 },
  {
    title: '检查对象',
    key: 'unit',
    render: ({ name, person, label }: DrawVisit) => (
      <>
        {name ?? person ?? '（个人，以编码代替）'}
        <div style={{ color: '#5c6b7a', overflowWrap: 'anywhere' }}>{codeOf(label)}</div>
      </>
    ),
  },
  { title: '计划行', key: 'rows', render: ({ rows }: DrawVisit) => rows.join('、') },
  { title: '批次', key: 'batch', render: ({ batch }: DrawVisit) => (batch === null ? '—' : `第${batch}批`) },
  {
    title: '检查组（第一人为组长）',
    key: 'team',
    render: ({ team }: DrawVisit) => team.map(memberName).join('、') || '—',
  },
];

const Visits = ({ room }: { readonly room: Room }) => {
  const [row, setRow] = useState<number | null>(null);
  const [after, setAfter] = useState(0);
  const query = useQuery({
    queryKey: ['draw', room.id, 'visits', row, after],
    queryFn: () =>
      read<{ items: DrawVisit[]; next: string | null }>(`${drawPath(room.id)}/visits`, {
        row,
        after,
        limit: PAGE,
        people: true,
      }),
    placeholderData: (before) => before,
  });
  return (
    <Flex vertical gap={12}>
      <Select
        aria-label="计划行"
        style={{ maxWidth: 480 }}
        value={row ?? 0}
        onChange={(chosen) => {
          setRow(chosen === 0 ? null : chosen);
          setAfter(0);
        }}
        options={[
          { value: 0, label: `全部（${room.drawn?.units ?? 0} 家）` },
          ...(room.drawn?.rows ?? []).map((each) => ({
            value: each.row,
            label: `${each.row} ${room.rows.find((known) => known.row === each.row)?.item ?? ''}（${each.units} 家）`,
          })),
        ]}
      />
      <Loaded query={query}>
        {({ items, next }) => (
          <>
            <Table
              size="small"
              rowKey="position"
              columns={columns}
              dataSource={items}
              pagination={false}
              scroll={{ x: 640 }}
            />
            <PageButtons after={after} size={PAGE} more={next !== null} onPage={setAfter} />
          </>
        )}
      </Loaded>
    </Flex>
  );
};

/** Who was drawn, and who visits them; while the list is secret, how many. */
export const ResultCard = ({ room }: { readonly room: Room }) => {
  if (room.drawn === null) return null;
  return (
    <Card title="抽取结果">
      {room.secret ? (
        <Alert
          type="info"
          showIcon
          title={`抽中 ${room.drawn.units} 家，名单在检查开始前保密${room.revealAt === null ? '' : `，${chinaTime(room.revealAt)}公开`}。`}
        />
      ) : (
        <Visits room={room} />
      )}
    </Card>
  );
};
