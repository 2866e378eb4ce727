import { Alert, Button, Modal } from 'antd';
import './account.css';

/** Shown once, to be copied or printed. */
export const RecoveryCodes = ({
  codes,
  onClose,
}: {
  readonly codes: readonly string[];
  readonly onClose: () => void;
}) => (
  <Modal
    open
    title="请保存恢复码"
    onCancel={onClose}
    mask={{ closable: false }}
    footer={[
      <Button key="copy" onClick={() => void navigator.clipboard.writeText(codes.join('\n'))}>
        复制
      </Button>,
      <Button key="print" onClick={() => window.print()}>
        打印
      </Button>,
      <Button key="done" type="primary" onClick={onClose}>
        已保存
      </Button>,
    ]}
  >
    <Alert
      type="warning"
      showIcon
      title="恢复码只显示这一次；每个只能用一次，手机遗失时代替动态验证码登录。"
    />
    <ol className="recovery-codes">
      {codes.map((code) => (
        <li key={code}>
          <code>{code}</code>
        </li>
      ))}
    </ol>
  </Modal>
);
