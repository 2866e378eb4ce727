import { Alert, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { send } from '../../../shared/http.ts';
import { ProblemAlert } from '../../layout/page.tsx';
import { useSend } from '../../records/use-send.ts';
import { type Setting, type Stored, valueAt, valueText, withValue } from './setting.ts';
import { SettingEditor } from './setting-editor.tsx';

const PLACE = '/api/authorities/me/settings';

/** One setting is changed: what it was, what it will be, why; put before an approver where the rules ask for it. */
export const ChangeSetting = ({
  setting,
  stored,
  onClose,
}: {
  readonly setting: Setting;
  readonly stored: Stored;
  readonly onClose: () => void;
}) => {
  const { path, name, form, needsApproval } = setting;
  const before = valueAt(stored.settings, path);
  const [value, setValue] = useState(before);
  const [reason, setReason] = useState('');
  const { run, busy, error } = useSend();
  const same = JSON.stringify(value) === JSON.stringify(before);
  const save = async () => {
    const body = {
      settings: withValue(stored.settings, path, value),
      expectedVersion: stored.version,
      reason,
    };
    const answer = await run(
      () =>
        needsApproval ? send<object>('POST', `${PLACE}/proposals`, body) : send<object>('PUT', PLACE, body),
      needsApproval ? '已提请审批，同意后生效' : '已保存',
    );
    if (answer !== null) onClose();
  };
  return (
    <Modal
      open
      title={`更改“${name}”`}
      okText={needsApproval ? '提请审批' : '保存'}
      okButtonProps={{ disabled: same || reason.trim() === '' }}
      onOk={() => void save()}
      onCancel={onClose}
      confirmLoading={busy}
      mask={{ closable: false }}
    >
      <p>{setting.explanation}</p>
      <Form layout="vertical" component="div">
        <Form.Item label={name}>
          <SettingEditor form={form} label={name} value={value} onChange={setValue} />
        </Form.Item>
        <Alert
          type="info"
          title={same ? '尚未改动' : '将要更改'}
          description={
            same ? undefined : (
              <div style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
                <div>
                  原为：<span className="quiet-text">{valueText(form, before)}</span>
                </div>
                <div>
                  改为：<b>{valueText(form, value)}</b>
                </div>
                <div>生效：{setting.effect}</div>
              </div>
            )
          }
          style={{ marginBottom: 16 }}
        />
        <Form.Item
          label="理由"
          required
          extra="随变更记录永久保存，例如会议纪要、文件文号。"
          htmlFor="setting-reason"
        >
          <Input.TextArea
            id="setting-reason"
            value={reason}
            onChange={({ target }) => setReason(target.value)}
            rows={2}
          />
        </Form.Item>
      </Form>
      {error !== null && <ProblemAlert error={error} />}
    </Modal>
  );
};
