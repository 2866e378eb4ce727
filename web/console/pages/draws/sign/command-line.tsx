import { Button, Flex, Typography } from 'antd';
import { useMe } from '../../../../shared/me.ts';
import type { ToSign } from './to-sign.ts';

const download = ({ name, content }: ToSign['file']): void => {
  const address = URL.createObjectURL(new Blob([content], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
};

/** The same at the command line: the file to be signed, and the whole command that signs and sends it. */
export const CommandLine = ({ toSign }: { readonly toSign: ToSign }) => {
  const { data: me } = useMe();
  const command = `npm run --silent cli -- keys sign ${toSign.file.name} --key 密钥文件 --send ${window.location.origin} --username ${me?.username ?? '用户名'}`;
  return (
    <Flex vertical gap={8} align="start">
      <Button onClick={() => download(toSign.file)}>下载待签文件 {toSign.file.name}</Button>
      <Typography.Text
        code
        copyable={{ text: command, tooltips: ['复制命令', '已复制'] }}
        style={{ overflowWrap: 'anywhere' }}
      >
        {command}
      </Typography.Text>
    </Flex>
  );
};
