import { Button, Flex, Input, Modal, Tag } from 'antd';
import { useId, useState } from 'react';
import type { UnitLinkLine } from '../../../api/resources/task/unit-links.ts';
import { minuteOfInstant } from '../../shared/china-time.ts';
import { send } from '../../shared/http.ts';
import { ProblemAlert } from '../layout/page.tsx';

const STATES: Readonly<Record<UnitLinkLine['state'], string>> = {
  unopened: '未打开',
  opened: '已打开',
  expired: '已过期',
  revoked: '已作废',
};

const RevokeButton = ({ id, onDone }: { readonly id: string; readonly onDone: () => void }) => {
  const field = useId();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [error, setError] = useState<Error | null>(null);
  const revoke = async () => {
    try {
      await send('POST', `/api/unit-links/${id}/revoke`, { reason });
      setOpen(false);
      onDone();
    } catch (thrown) {
      setError(thrown as Error);
    }
  };
  return (
    <>
      <Button size="small" className="no-print" onClick={() => setOpen(true)}>
        作废
      </Button>
      <Modal
        open={open}
        title="作废办理链接"
        onOk={() => void revoke()}
        onCancel={() => setOpen(false)}
        okText="作废"
        okButtonProps={{ danger: true }}
      >
        <p>作废后该链接不能再打开，已经打开的随即退出。</p>
        <label htmlFor={field}>理由</label>
        <Input.TextArea
          id={field}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
          rows={3}
        />
        {error !== null && <ProblemAlert error={error} />}
      </Modal>
    </>
  );
};

/** One link that was sent: until when it opens, whether it was, and the way to revoke it. */
export const LinkLine = ({
  link,
  mayRevoke,
  onRevoked,
}: {
  readonly link: UnitLinkLine;
  readonly mayRevoke: boolean;
  readonly onRevoked: () => void;
}) => (
  <Flex justify="space-between" gap={8} wrap>
    <span>
      {minuteOfInstant(link.businessAt)} 发送，{minuteOfInstant(link.expiresAt)} 前有效{' '}
      <Tag>{STATES[link.state]}</Tag>
    </span>
    {link.revokedAt === null && link.state !== 'expired' && mayRevoke && (
      <RevokeButton id={link.id} onDone={onRevoked} />
    )}
  </Flex>
);
