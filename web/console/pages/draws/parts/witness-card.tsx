import { Alert, Button, Card, Flex } from 'antd';
import { useState } from 'react';
import { chinaTime } from '../../../../shared/china-time.ts';
import { holds, useMe } from '../../../../shared/me.ts';
import { CommandButton } from '../../../commands/command-button.tsx';
import { SignDialog } from '../sign/sign-dialog.tsx';
import { isSignable, witnessToSign } from '../sign/to-sign.ts';
import { type DrawDocument, drawPath, type Room } from '../use-draw.ts';

/** Before the result, who may bring the announced round in by hand; afterwards the witness's word. */
const Round = ({ room }: { readonly room: Room }) => (
  <Card title="公共信标">
    <p style={{ marginTop: 0 }}>
      已到公告的时刻。系统自动向各中继站查询；网络不通的，可由人工录入同一轮次的签名，系统核验后采用。
    </p>
    <CommandButton command="enterBeacon" subject={drawPath(room.id)} label="人工录入信标签名" />
  </Card>
);

const Ways = ({ room, draw }: { readonly room: Room; readonly draw: DrawDocument | undefined }) => {
  const [signing, sign] = useState(false);
  const { data: me } = useMe();
  if (!holds(me, 'witness')) return <p style={{ margin: 0 }}>由见证人本人登录后办理。</p>;
  const hasKey = room.signing.keys.some(({ role, isMine }) => role === 'witness' && isMine);
  return (
    <Flex gap={8} wrap>
      {hasKey && isSignable(room) && (
        <Button type="primary" disabled={draw?.receipt == null} onClick={() => sign(true)}>
          确认并用密钥签名
        </Button>
      )}
      <CommandButton
        command="signOffDraw"
        subject={drawPath(room.id)}
        label={hasKey ? '只确认，不签名' : '见证人确认'}
        button={{ type: hasKey ? 'default' : 'primary' }}
      />
      <CommandButton
        command="objectToDraw"
        subject={drawPath(room.id)}
        label="提出异议"
        button={{ danger: true }}
      />
      {signing && draw?.receipt != null && (
        <SignDialog toSign={witnessToSign(room, draw.receipt)} onClose={() => sign(false)} />
      )}
    </Flex>
  );
};

export const WitnessCard = ({
  room,
  draw,
}: {
  readonly room: Room;
  readonly draw: DrawDocument | undefined;
}) => {
  if (room.phase === 'round') return <Round room={room} />;
  if (room.sealedAt === null) return null;
  const { word, required } = room.witness;
  const due = room.deadlines.find(({ kind }) => kind === 'sign-off')?.dueOn;
  return (
    <Card title="见证">
      {word !== null && (
        <Alert
          type={word.decision === 'agreed' ? 'success' : 'error'}
          showIcon
          title={`${word.name ?? '见证人'}${word.decision === 'agreed' ? '已确认' : '提出异议'}，${chinaTime(word.at)}`}
          description={word.reason ?? undefined}
        />
      )}
      {word === null && !required && <p style={{ margin: 0 }}>本次抽取未要求见证。</p>}
      {word === null && required && room.phase === 'sealed' && (
        <p style={{ margin: 0 }}>结果签名公布后，由见证人确认或提出异议。</p>
      )}
      {word === null && required && room.phase === 'published' && (
        <Flex vertical gap={12}>
          <span>等待见证人确认或提出异议{due === undefined ? '' : `，期限 ${due}`}。</span>
          <Ways room={room} draw={draw} />
        </Flex>
      )}
    </Card>
  );
};
