import { useQueryClient } from '@tanstack/react-query';
import { App, Descriptions, Form, Input, Modal, Typography } from 'antd';
import { useState } from 'react';
import { ProblemAlert } from '../../../layout/page.tsx';
import { CommandLine } from './command-line.tsx';
import { openKey } from './key-file.ts';
import type { ToSign } from './to-sign.ts';

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

/** Shows what is signed, takes the key file and its passphrase, signs in this page, and gives the signature alone. */
export const SignDialog = ({
  toSign,
  onClose,
}: {
  readonly toSign: ToSign;
  readonly onClose: () => void;
}) => {
  const [file, setFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const sign = async () => {
    if (file === null) return setError(new Error('请先选择密钥文件。'));
    setBusy(true);
    setError(null);
    try {
      const key = await openKey(await file.text(), passphrase);
      if (!toSign.roles.includes(key.role))
        throw new Error('这把密钥的角色不能签这份文件，请换用本人的密钥。');
      void message.success(await toSign.give(key, key.sign(toSign.text)));
      await queries.invalidateQueries({ queryKey: ['draw'] });
      onClose();
    } catch (thrown) {
      setError(asError(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      width={720}
      title={toSign.title}
      okText="签名并提交"
      onOk={() => void sign()}
      onCancel={onClose}
      confirmLoading={busy}
    >
      <Descriptions
        size="small"
        column={1}
        bordered
        items={[
          ...toSign.lines.map(([label, value], index) => ({ key: index, label, children: value })),
          { key: 'hash', label: '本页重新计算的摘要', children: toSign.hash },
        ]}
        styles={{ content: { overflowWrap: 'anywhere' } }}
      />
      <Form layout="vertical" style={{ marginTop: 16 }}>
        <Form.Item label="密钥文件" htmlFor="sign-key-file" help="只在本页读取，不上传；解密约需两秒。">
          <input
            id="sign-key-file"
            type="file"
            accept=".json,application/json"
            onChange={(event) => setFile(event.target.files?.[0] ?? null)}
          />
        </Form.Item>
        <Form.Item label="密钥密码" htmlFor="sign-passphrase" style={{ marginTop: 12 }}>
          <Input.Password
            id="sign-passphrase"
            autoComplete="off"
            value={passphrase}
            onChange={(event) => setPassphrase(event.target.value)}
            onPressEnter={() => void sign()}
          />
        </Form.Item>
      </Form>
      {error !== null && <ProblemAlert error={error} />}
      <Typography.Paragraph type="secondary" style={{ margin: '16px 0 8px' }}>
        也可以在本人的电脑上用命令行签名：
      </Typography.Paragraph>
      <CommandLine toSign={toSign} />
    </Modal>
  );
};
