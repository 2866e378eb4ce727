import { Alert, Button, Card, Flex, Table } from 'antd';
import { useState } from 'react';
import { chinaTime } from '../../../../shared/china-time.ts';
import { Nothing } from '../../../fields/nothing.tsx';
import { SignDialog } from '../sign/sign-dialog.tsx';
import { documentToSign, isSignable, type ToSign } from '../sign/to-sign.ts';
import type { DrawDocument, Room } from '../use-draw.ts';
import { DOCUMENT_NAMES } from '../words.ts';

type Signature = Room['signing']['signatures'][number];

const columns = [
  { title: '文件', key: 'document', render: ({ document }: Signature) => DOCUMENT_NAMES[document] },
  { title: '身份', dataIndex: 'roleName' },
  { title: '签名人', key: 'name', render: ({ name }: Signature) => name ?? '演练密钥' },
  { title: '时间', key: 'at', render: ({ signedAt }: Signature) => chinaTime(signedAt) },
  {
    title: '密钥编号',
    key: 'key',
    render: ({ keyId }: Signature) => <code style={{ overflowWrap: 'anywhere' }}>{keyId}</code>,
  },
];

const Owed = ({ room, draw }: { readonly room: Room; readonly draw: DrawDocument | undefined }) => {
  const [toSign, setToSign] = useState<ToSign | null>(null);
  const { owed, keys } = room.signing;
  const mine = owed.find(({ keyId }) => keys.some((key) => key.isMine && key.keyId === keyId));
  const [first] = owed;
  if (first === undefined) return null;
  const content = draw?.[first.document];
  return (
    <>
      <Alert
        type="warning"
        showIcon
        title={`${DOCUMENT_NAMES[first.document]}等待${owed.map(({ roleName }) => roleName).join('、')}签名`}
        description={
          mine === undefined
            ? '由登记的密钥持有人本人登录后签名；私钥不进入本系统。'
            : isSignable(room)
              ? '请核对内容和摘要后签名。私钥在您自己的文件里，只在本页打开。'
              : '本次抽取采用 SM3，请用命令行 keys sign 签名。'
        }
        action={
          mine !== undefined &&
          isSignable(room) && (
            <Button
              type="primary"
              disabled={content === undefined || content === null}
              onClick={() => setToSign(documentToSign(room, first.document, content))}
            >
              核对并签名
            </Button>
          )
        }
      />
      {toSign !== null && <SignDialog toSign={toSign} onClose={() => setToSign(null)} />}
    </>
  );
};

/** Who has signed, who is waited for, and the way to sign for whoever holds a key. */
export const SigningCard = ({
  room,
  draw,
}: {
  readonly room: Room;
  readonly draw: DrawDocument | undefined;
}) => {
  if (room.announcementHash === null) return null;
  return (
    <Card title="签名">
      <Flex vertical gap={12}>
        <Owed room={room} draw={draw} />
        <Table
          size="small"
          rowKey={({ document, role }) => `${document}/${role}`}
          columns={columns}
          dataSource={[...room.signing.signatures]}
          pagination={false}
          scroll={{ x: 640 }}
          locale={{ emptyText: <Nothing text="还没有签名。" /> }}
        />
      </Flex>
    </Card>
  );
};
