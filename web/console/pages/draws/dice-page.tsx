import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Card, Flex, Form, Input, Select } from 'antd';
import { useRef, useState } from 'react';
import { Link, useParams } from 'react-router';
import { giveCommand, newCommandId } from '../../../shared/commands.ts';
import { read } from '../../../shared/http.ts';
import { holds, useMe } from '../../../shared/me.ts';
import { Loaded, Page, ProblemAlert } from '../../layout/page.tsx';
import { chinaTime, leftText } from './china-time.ts';
import { drawPath, type Room, useRoom } from './use-draw.ts';
import { useServerClock } from './use-server-clock.ts';

interface Officers {
  readonly officers: readonly { readonly id: string; readonly name: string; readonly active: boolean }[];
}

const onlyDigits = (text: string): string => text.replace(/[^0-9]/g, '');

/** How far both people are; of what the other typed nothing is told but where it differs. */
const Progress = ({ room }: { readonly room: Room }) => {
  const attempts = (room.dice?.attempts ?? []).filter(({ sourceId }) => sourceId === room.sourceId);
  const last = attempts.at(-1);
  if (last === undefined) return <Alert type="info" showIcon title="两人都还没有录入。" />;
  if (last.positions === null)
    return (
      <Alert
        type="info"
        showIcon
        title={
          last.isMine
            ? '您已录入，请另一人在其本人的页面独立录入。'
            : `${last.typedBy.join('、')}已录入，请您独立录入，不要对照其屏幕。`
        }
      />
    );
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={`第 ${last.attempt} 次录入不一致：第 ${last.positions.join('、')} 次投掷不同`}
      description="请两人对照书面记录，各自重新录入全部数字。两次录入都留存备查。"
    />
  );
};

const DiceForm = ({ room }: { readonly room: Room }) => {
  const [digits, setDigits] = useState('');
  const [readBy, setReadBy] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [said, say] = useState<string | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const id = useRef(newCommandId());
  const queries = useQueryClient();
  const officers = useQuery({ queryKey: ['officers'], queryFn: () => read<Officers>('/api/officers') });
  const typed = onlyDigits(digits);
  const least = room.sources.find((source) => source.id === room.sourceId)?.least ?? 0;
  const give = async () => {
    setBusy(true);
    setError(null);
    try {
      const outcome = await giveCommand(`${drawPath(room.id)}/commands/enterDice`, id.current, {
        digits,
        readBy,
      });
      say(outcome.message);
      // The next person may sit down here: nothing of what was typed stays on the screen.
      setDigits('');
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown : new Error(String(thrown)));
    } finally {
      id.current = newCommandId();
      setBusy(false);
      await queries.invalidateQueries({ queryKey: ['draw', room.id] });
    }
  };
  return (
    <Form layout="vertical" onFinish={() => void give()}>
      <Form.Item label="宣读人" htmlFor="dice-reader" required>
        <Select
          id="dice-reader"
          showSearch={{ optionFilterProp: 'label' }}
          value={readBy}
          onChange={setReadBy}
          placeholder="谁把骰子读出来"
          options={(officers.data?.officers ?? [])
            .filter(({ active }) => active)
            .map((officer) => ({ value: officer.id, label: officer.name }))}
        />
      </Form.Item>
      <Form.Item
        label="按投掷顺序录入每一次的数字（0–9）"
        htmlFor="dice-digits"
        required
        help={`已录入 ${typed.length} 次，至少 ${least} 次；空格不计。`}
      >
        <Input.TextArea
          id="dice-digits"
          rows={4}
          value={digits}
          onChange={(event) => setDigits(event.target.value)}
          inputMode="numeric"
          autoComplete="off"
          spellCheck={false}
          style={{ fontFamily: 'monospace', fontSize: 22, letterSpacing: 3 }}
        />
      </Form.Item>
      <p
        aria-hidden="true"
        style={{ fontFamily: 'monospace', fontSize: 18, margin: '16px 0', overflowWrap: 'anywhere' }}
      >
        {(typed.match(/.{1,5}/g) ?? []).join('　')}
      </p>
      {error !== null && <ProblemAlert error={error} />}
      {said !== null && error === null && <Alert type="info" showIcon role="status" title={said} />}
      <Button
        type="primary"
        size="large"
        htmlType="submit"
        loading={busy}
        disabled={readBy === undefined || typed.length < least}
        style={{ marginTop: 16 }}
      >
        提交录入
      </Button>
    </Form>
  );
};

const Body = ({ room }: { readonly room: Room }) => {
  const { data: me } = useMe();
  const nowMs = useServerClock(room.now, room.receivedAtMs);
  const thrown = room.sources.find(({ kind, value }) => kind === 'dice' && value !== null);
  return (
    <Page title={`录入投骰结果 · 抽取 ${room.id}`} actions={<Link to="..">返回抽取</Link>}>
      <Card style={{ maxWidth: 720 }}>
        <Flex vertical gap={16}>
          {thrown !== undefined && (
            <Alert
              type="success"
              showIcon
              title={`两人录入一致，共 ${thrown.value?.length ?? 0} 次投掷，投骰结果已记录。`}
            />
          )}
          {room.phase === 'dice' && (
            <>
              <Progress room={room} />
              {room.until !== null && (
                <span>
                  录入截止 {chinaTime(room.until)}，还有 {leftText(Date.parse(room.until) - nowMs)}
                </span>
              )}
              {holds(me, 'drawer', 'office') ? (
                <DiceForm room={room} />
              ) : (
                <Alert type="info" showIcon title="投骰结果由抽取人和领导小组办公室的两人分别录入。" />
              )}
            </>
          )}
          {room.phase !== 'dice' && thrown === undefined && (
            <Alert
              type="info"
              showIcon
              title="现在不需要录入骰子。"
              description={room.waitingFor ?? undefined}
            />
          )}
        </Flex>
      </Card>
    </Page>
  );
};

/** One person's own page for the dice: the other types at his own, and neither sees the other's digits. */
export const DicePage = () => {
  const { drawId = '' } = useParams();
  return <Loaded query={useRoom(drawId)}>{(room) => <Body room={room} />}</Loaded>;
};
