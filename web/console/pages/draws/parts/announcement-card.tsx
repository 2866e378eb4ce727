import { Card, Descriptions, Table, Typography } from 'antd';
import { chinaTime } from '../../../../shared/china-time.ts';
import type { Room } from '../use-draw.ts';
import { sourceName } from '../words.ts';

type Source = Room['sources'][number];

const columns = [
  {
    title: '随机数来源',
    key: 'kind',
    render: (source: Source) => `${source.isFallback ? '备用：' : ''}${sourceName(source)}`,
  },
  { title: '时间', key: 'when', render: ({ when }: Source) => chinaTime(when) },
  {
    title: '地点或网址',
    key: 'where',
    render: ({ where }: Source) => <span style={{ overflowWrap: 'anywhere' }}>{where}</span>,
  },
  {
    title: '取得的值',
    key: 'value',
    render: ({ value }: Source) =>
      value === null ? (
        '尚未取得'
      ) : (
        <Typography.Text code style={{ overflowWrap: 'anywhere' }}>
          {value}
        </Typography.Text>
      ),
  },
];

const hash = (value: string) => (
  <Typography.Text code copyable style={{ overflowWrap: 'anywhere' }}>
    {value}
  </Typography.Text>
);

/** Two columns on a desk, one on a phone. */
const WHOLE_ROW = 'filled' as const;

/** What was fixed before any randomness: hash, times, sources, and what happens where one stays silent. */
export const AnnouncementCard = ({
  room,
  timeProven,
}: {
  readonly room: Room;
  readonly timeProven: boolean | null;
}) => {
  if (room.announcementHash === null)
    return (
      <Card title="抽取公告">
        <p style={{ margin: 0 }}>尚未拟定。{room.waitingFor}</p>
      </Card>
    );
  const published = room.lockedAt === null ? '尚未发布' : chinaTime(room.lockedAt);
  return (
    <Card title="抽取公告">
      <Descriptions
        size="small"
        column={{ xs: 1, lg: 2 }}
        items={[
          { key: 'hash', label: '公告摘要', span: WHOLE_ROW, children: hash(room.announcementHash) },
          { key: 'cycle', label: '周期', children: room.cycle },
          {
            key: 'drafted',
            label: '拟定',
            children: room.draftedAt === null ? '—' : chinaTime(room.draftedAt),
          },
          {
            key: 'locked',
            label: '发布',
            children: `${published}${room.lockedAt !== null && timeProven === false ? '（发布时间未获第三方证明）' : ''}`,
          },
          { key: 'sealed', label: '抽取', children: room.sealedAt === null ? '—' : chinaTime(room.sealedAt) },
          ...(room.recordHash === null
            ? []
            : [{ key: 'record', label: '记录摘要', span: WHOLE_ROW, children: hash(room.recordHash) }]),
        ]}
      />
      <Table
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={[...room.sources]}
        pagination={false}
        scroll={{ x: 640 }}
        style={{ marginTop: 16 }}
      />
      {room.fallback !== null && (
        <Typography.Paragraph type="secondary" style={{ margin: '12px 0 0' }}>
          {room.fallback.text}
        </Typography.Paragraph>
      )}
    </Card>
  );
};
