import { Alert, Button, Card, Flex, Table } from 'antd';
import { useState } from 'react';
import { chinaTime } from '../../../../shared/china-time.ts';
import { ProblemAlert } from '../../../layout/page.tsx';
import { SignDialog } from '../sign/sign-dialog.tsx';
import { eventsToSign, isSignable, type ToSign } from '../sign/to-sign.ts';
import type { DrawDocument, DrawEventShown, Room } from '../use-draw.ts';
import { EVENT_NAMES } from '../words.ts';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const columns = [
  { title: '序号', dataIndex: 'no', width: 64 },
  { title: '时间', key: 'at', render: ({ at }: DrawEventShown) => chinaTime(at) },
  {
    title: '事项',
    key: 'kind',
    render: ({ kind, reason, data }: DrawEventShown) => (
      <>
        {EVENT_NAMES[kind] ?? kind}
        {reason !== null && `：${reason}`}
        <div style={{ color: '#5c6b7a', overflowWrap: 'anywhere' }}>
          {['unit', 'substitute', 'slot', 'leaving']
            .flatMap((name) => (data[name] === undefined ? [] : [textOf(data[name])]))
            .join(' → ')}
        </div>
      </>
    ),
  },
  {
    title: '签名',
    key: 'signature',
    render: ({ signature }: DrawEventShown) => (signature === null ? '—' : '已签名（含此前各项）'),
  },
];

const Owed = ({ room, draw }: { readonly room: Room; readonly draw: DrawDocument }) => {
  const [toSign, setToSign] = useState<ToSign | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const { unsignedEvents } = draw;
  if (unsignedEvents === null) return null;
  const mine = room.signing.keys.some(({ role, isMine }) => isMine && role !== 'witness');
  const prepare = () => {
    try {
      setToSign(eventsToSign(room, draw));
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown : new Error(String(thrown)));
    }
  };
  return (
    <>
      <Alert
        type="warning"
        showIcon
        title={`自第 ${unsignedEvents.firstNo} 项起 ${unsignedEvents.count} 项尚待抽取人或监督人签名${unsignedEvents.dueOn === null ? '' : `，期限 ${unsignedEvents.dueOn}`}`}
        action={
          mine &&
          isSignable(room) && (
            <Button type="primary" onClick={prepare}>
              核对并签名
            </Button>
          )
        }
      />
      {error !== null && <ProblemAlert error={error} />}
      {toSign !== null && <SignDialog toSign={toSign} onClose={() => setToSign(null)} />}
    </>
  );
};

/** What happened to the draw since: substitutions, changed seats, the witness's word; each chained to the one before. */
export const EventsCard = ({
  room,
  draw,
}: {
  readonly room: Room;
  readonly draw: DrawDocument | undefined;
}) => {
  if (draw === undefined || room.secret || draw.events.length === 0) return null;
  return (
    <Card title="其后事项">
      <Flex vertical gap={12}>
        <Owed room={room} draw={draw} />
        <Table
          size="small"
          rowKey="no"
          columns={columns}
          dataSource={[...draw.events]}
          pagination={{ pageSize: 20, hideOnSinglePage: true }}
          scroll={{ x: 640 }}
        />
      </Flex>
    </Card>
  );
};
