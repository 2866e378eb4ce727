import { Button } from 'antd';
import { useState } from 'react';
import { send } from '../../../shared/http.ts';
import { Part } from '../../records/facts.tsx';
import { AskDialog, type Asked } from './ask-dialog.tsx';

const FIELDS: readonly Asked[] = [
  { name: 'current', label: '原密码', kind: 'password' },
  {
    ...{ name: 'next', label: '新密码', kind: 'new-password' },
    hint: '至少 12 个字符，不用常见密码，不含用户名、姓名和单位名称，例如几个互不相关的词。',
  },
  { name: 'repeated', label: '再输一遍新密码', kind: 'new-password' },
];

const change = async ({ current, next, repeated }: Record<string, string>): Promise<void> => {
  if (next !== repeated) throw new Error('两次输入的新密码不一致。');
  await send('POST', '/api/me/password', { current, next });
};

export const PasswordPart = () => {
  const [open, setOpen] = useState(false);
  return (
    <Part title="密码" actions={<Button onClick={() => setOpen(true)}>修改密码</Button>}>
      <p className="quiet-text" style={{ margin: 0 }}>
        修改后，除本次登录外的其他登录全部结束。
      </p>
      {open && (
        <AskDialog
          title="修改密码"
          fields={FIELDS}
          okText="修改"
          done="密码已修改，其他登录已结束"
          send={change}
          onClose={() => setOpen(false)}
        />
      )}
    </Part>
  );
};
