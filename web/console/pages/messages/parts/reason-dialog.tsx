import { Form, Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { ProblemAlert } from '../../../layout/page.tsx';

/** Asks for the reason of something that cannot be taken back, after saying what it does. */
export const ReasonDialog = ({
  title,
  preview,
  okText,
  busy,
  error,
  danger = false,
  onGiven,
  onClose,
  children,
}: {
  readonly title: string;
  /** What will happen. */
  readonly preview: string;
  readonly okText: string;
  readonly busy: boolean;
  readonly error: Error | null;
  readonly danger?: boolean;
  readonly onGiven: (reason: string) => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}) => {
  const [reason, setReason] = useState('');
  return (
    <Modal
      open
      title={title}
      okText={okText}
      confirmLoading={busy}
      okButtonProps={{ disabled: reason.trim() === '', danger }}
      onOk={() => onGiven(reason.trim())}
      onCancel={onClose}
    >
      <p>{preview}</p>
      <Form layout="vertical">
        {children}
        <Form.Item label="理由（留存备查）" htmlFor="reason-given" required>
          <Input.TextArea
            id="reason-given"
            rows={2}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Form.Item>
      </Form>
      {error !== null && <ProblemAlert error={error} />}
    </Modal>
  );
};
