import { Alert, Card, Flex } from 'antd';
import { Link, useParams } from 'react-router';
import { chinaTime } from '../../../shared/china-time.ts';
import { holds, useMe } from '../../../shared/me.ts';
import { Loaded, Page } from '../../layout/page.tsx';
import { DiceForm } from './dice-form.tsx';
import { leftText } from './left-text.ts';
import { type Room, useRoom } from './use-draw.ts';
import { useServerClock } from './use-server-clock.ts';

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
