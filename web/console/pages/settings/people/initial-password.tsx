import { Alert, Button, Modal } from 'antd';
import { Facts } from '../../../records/facts.tsx';

/** The first password of somebody, shown once: no click beside it and no Escape closes it by mistake. */
export const InitialPassword = ({
  name,
  username,
  password,
  onClose,
}: {
  readonly name: string;
  readonly username: string;
  readonly password: string;
  readonly onClose: () => void;
}) => (
  <Modal
    open
    title={`${name}的初始密码`}
    closable={false}
    keyboard={false}
    mask={{ closable: false }}
    footer={
      <Button type="primary" onClick={onClose}>
        已当面交给本人
      </Button>
    }
  >
    <Alert
      type="warning"
      showIcon
      title="初始密码只显示这一次，关闭后无法再看"
      style={{ marginBottom: 12 }}
    />
    <Facts
      facts={[
        ['用户名', username],
        [
          '初始密码',
          <code key="password" style={{ fontSize: 18 }}>
            {password}
          </code>,
        ],
      ]}
    />
    <ol className="password-rules">
      <li>请当面交给本人，不要用短信、微信或者邮件转发。</li>
      <li>三天内有效；过期未用的，请重新设置。</li>
      <li>本人首次登录时必须换成自己的密码，初始密码随即作废。</li>
    </ol>
  </Modal>
);
