import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { holds, useMe } from '../../../../shared/me.ts';
import type { DrawDocument, Room } from '../use-draw.ts';
import { useServerClock } from '../use-server-clock.ts';
import { SignDialog } from './sign-dialog.tsx';
import { isSignable, type ToSign, voidToSign } from './to-sign.ts';

const OPEN: ReadonlySet<Room['phase']> = new Set(['notice', 'dice', 'round', 'lapsing']);

/** 2021-01-08T03:00:00.000000Z */
const precise = (ms: number): string => `${new Date(ms).toISOString().slice(0, 23)}000Z`;

/** A leader's signed order to void an announced draw, while nobody can know its result. */
export const VoidButton = ({ room, draw }: { readonly room: Room; readonly draw: DrawDocument }) => {
  const { data: me } = useMe();
  const nowMs = useServerClock(room.now, room.receivedAtMs);
  const [asking, ask] = useState(false);
  const [toSign, setToSign] = useState<ToSign | null>(null);
  if (!holds(me, 'supervisor') || !OPEN.has(room.phase) || !isSignable(room)) return null;
  return (
    <>
      <Button danger onClick={() => ask(true)}>
        决定作废本次抽取
      </Button>
      {asking && (
        <Modal open title="决定作废本次抽取" footer={null} onCancel={() => ask(false)}>
          <p>
            作废后编号永久保留，原因和文号公开，周期以新的编号另行抽取。结果可能已经为人所知的，系统不予办理。
          </p>
          <Form<{ reason: string; orderNumber: string }>
            layout="vertical"
            onFinish={(given) => {
              setToSign(voidToSign(room, draw, { ...given, orderedAt: precise(nowMs) }));
              ask(false);
            }}
          >
            <Form.Item
              name="reason"
              label="作废原因（公开）"
              rules={[{ required: true, message: '请写明原因' }]}
            >
              <Input.TextArea rows={2} />
            </Form.Item>
            <Form.Item name="orderNumber" label="决定文号" rules={[{ required: true, message: '请填文号' }]}>
              <Input />
            </Form.Item>
            <Button type="primary" htmlType="submit">
              下一步：核对并签名
            </Button>
          </Form>
        </Modal>
      )}
      {toSign !== null && <SignDialog toSign={toSign} onClose={() => setToSign(null)} />}
    </>
  );
};
