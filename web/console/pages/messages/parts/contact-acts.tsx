import { Button, Flex, Input } from 'antd';
import { useState } from 'react';
import { send } from '../../../../shared/http.ts';
import { ProblemAlert } from '../../../layout/page.tsx';
import { useSend } from '../../../records/use-send.ts';
import type { Contact } from '../../registers/contact.ts';
import { CHANNELS } from '../words.ts';

type Channel = keyof typeof CHANNELS;

/** A code goes to the address; whoever reads it there tells it to the office. */
const Code = ({ contact, channel }: { readonly contact: Contact; readonly channel: Channel }) => {
  const [sent, setSent] = useState(false);
  const [code, setCode] = useState('');
  const { run, busy, error } = useSend();
  const path = `/api/contacts/${contact.id}/code`;
  const ask = async () => {
    if ((await run(() => send('POST', path, { channel }), '核验码已发出')) !== null) setSent(true);
  };
  const answer = async () => {
    const said = ({ done }: { done: boolean }) => (done ? '核验码相符，已核验' : '核验码不符');
    const told = await run(() => send<{ done: boolean }>('POST', `${path}/answer`, { channel, code }), said);
    if (told?.done === true) setSent(false);
  };
  return (
    <Flex vertical gap={4}>
      {sent ? (
        <Flex gap={4}>
          <Input
            aria-label={`${CHANNELS[channel]}核验码`}
            size="small"
            inputMode="numeric"
            style={{ width: 90 }}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
          <Button size="small" type="primary" loading={busy} onClick={() => void answer()}>
            核对
          </Button>
        </Flex>
      ) : (
        <Button size="small" loading={busy} onClick={() => void ask()}>
          发{CHANNELS[channel]}核验码
        </Button>
      )}
      {error !== null && <ProblemAlert error={error} />}
    </Flex>
  );
};

/** Change, verify by a code or in person, and note who declines reminders by SMS. */
export const ContactActs = ({
  contact,
  onEdit,
}: {
  readonly contact: Contact;
  readonly onEdit: () => void;
}) => {
  const { run, busy, error } = useSend();
  const path = `/api/contacts/${contact.id}`;
  const verify = (channel: Channel) =>
    run(() => send('POST', `${path}/verification`, { channel }), '已登记当面或书面核验');
  const wantsNone = contact.smsOptedOutAt === null;
  return (
    <Flex vertical gap={4} align="start">
      <Flex gap={4} wrap>
        <Button size="small" autoInsertSpace={false} onClick={onEdit}>
          更改
        </Button>
        {contact.phone !== null && <Code contact={contact} channel="sms" />}
        {contact.email !== null && <Code contact={contact} channel="email" />}
        {contact.phone !== null && (
          <Button size="small" loading={busy} onClick={() => void verify('sms')}>
            登记手机已当面核验
          </Button>
        )}
        {contact.email !== null && (
          <Button size="small" loading={busy} onClick={() => void verify('email')}>
            登记邮箱已当面核验
          </Button>
        )}
        {contact.phone !== null && (
          <Button
            size="small"
            loading={busy}
            onClick={() =>
              void run(
                () => send('POST', `${path}/opt-out`, { wantsNone }),
                wantsNone ? '已登记谢绝短信提醒' : '已恢复短信提醒',
              )
            }
          >
            {wantsNone ? '登记谢绝短信提醒' : '恢复短信提醒'}
          </Button>
        )}
      </Flex>
      {error !== null && <ProblemAlert error={error} />}
    </Flex>
  );
};
