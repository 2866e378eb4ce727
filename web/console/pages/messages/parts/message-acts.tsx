import { Button, Flex } from 'antd';
import { useState } from 'react';
import type { MessageTimelineShown } from '../../../../../api/resources/messages/message-schema.ts';
import { send } from '../../../../shared/http.ts';
import { useSend } from '../../../records/use-send.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { ResolveDialog } from './resolve-dialog.tsx';

type Message = MessageTimelineShown['message'];
type Act = 'resend' | 'cancel' | 'resolve';

const CANCELLABLE: ReadonlySet<string> = new Set(['created', 'deferred', 'queued']);
const RESOLVABLE: ReadonlySet<string> = new Set(['unknown', 'sent']);

const actsOf = ({ state }: Message, resentAs: string | null): readonly Act[] => {
  if (RESOLVABLE.has(state)) return ['resolve'];
  if (CANCELLABLE.has(state)) return ['cancel'];
  return state === 'failed' && resentAs === null ? ['resend'] : [];
};

const NAMES: Readonly<Record<Act, string>> = { resend: '补发', cancel: '取消发送', resolve: '核对结果' };

/** What a person may decide over one message: each once, with its reason, on record. */
export const MessageActs = ({
  message,
  resentAs,
}: {
  readonly message: Message;
  readonly resentAs: string | null;
}) => {
  const [act, setAct] = useState<Act | null>(null);
  const { run, busy, error, clear } = useSend();
  const path = `/api/messages/${message.id}`;
  const close = () => {
    clear();
    setAct(null);
  };
  const give = async (name: 'resend' | 'cancel', reason: string) => {
    const said = name === 'resend' ? '已补发，可查看补发件' : '已取消';
    if ((await run(() => send('POST', `${path}/${name}`, { reason }), said)) !== null) setAct(null);
  };
  return (
    <Flex gap={8} wrap>
      {actsOf(message, resentAs).map((each) => (
        <Button
          key={each}
          type={each === 'cancel' ? 'default' : 'primary'}
          danger={each === 'cancel'}
          autoInsertSpace={false}
          onClick={() => setAct(each)}
        >
          {NAMES[each]}
        </Button>
      ))}
      {act === 'resend' && (
        <ReasonDialog
          title="补发这件通知"
          preview="用同样的文本，发往现在登记的地址；原件保留，一件只补发一次。"
          okText="确认补发"
          {...{ busy, error }}
          onGiven={(reason) => void give('resend', reason)}
          onClose={close}
        />
      )}
      {act === 'cancel' && (
        <ReasonDialog
          title="取消发送"
          preview="尚未发出的这件通知不再发送。已交服务商的不能收回。"
          okText="确认取消发送"
          danger
          {...{ busy, error }}
          onGiven={(reason) => void give('cancel', reason)}
          onClose={close}
        />
      )}
      {act === 'resolve' && <ResolveDialog path={path} onClose={close} />}
    </Flex>
  );
};
