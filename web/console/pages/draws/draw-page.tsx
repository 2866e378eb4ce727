import { Alert, Button, Card, Flex, Steps } from 'antd';
import { Link, useParams } from 'react-router';
import { chinaTime } from '../../../shared/china-time.ts';
import { holds, useMe } from '../../../shared/me.ts';
import { StateTag, type Tone } from '../../boards/state-tag.tsx';
import { Loaded, Page } from '../../layout/page.tsx';
import { AnnouncementCard } from './parts/announcement-card.tsx';
import { ChangesCard } from './parts/changes-card.tsx';
import { CheckCard } from './parts/check-card.tsx';
import { EventsCard } from './parts/events-card.tsx';
import { ExclusionsCard } from './parts/exclusions-card.tsx';
import { ResultCard } from './parts/result-card.tsx';
import { SigningCard } from './parts/signing-card.tsx';
import { StrataCard } from './parts/strata-card.tsx';
import { WitnessCard } from './parts/witness-card.tsx';
import { VoidButton } from './sign/void-button.tsx';
import { type DrawDocument, type Room, useDrawDocument, useRoom } from './use-draw.ts';
import { enlargementText, stateName } from './words.ts';

const STEPS: readonly { readonly title: string; readonly phases: readonly Room['phase'][] }[] = [
  { title: '拟定公告', phases: ['preparing'] },
  { title: '公告签名', phases: ['signing'] },
  { title: '等待随机数', phases: ['notice', 'dice', 'round', 'lapsing'] },
  { title: '抽取', phases: ['drawing'] },
  { title: '结果签名', phases: ['sealed'] },
  { title: '公布与见证', phases: ['published'] },
];

const Standing = ({ room }: { readonly room: Room }) => {
  const current = STEPS.findIndex(({ phases }) => phases.includes(room.phase));
  if (room.phase === 'ended')
    return (
      <Alert
        type="error"
        showIcon
        title={`${room.state === 'void' ? '本次抽取作废' : '未抽取'}：${room.endReason ?? ''}`}
        description="编号永久保留。"
      />
    );
  return (
    <Card size="small">
      <Steps
        size="small"
        responsive
        current={current}
        {...(room.witness.word !== null && { status: 'finish' as const })}
        items={STEPS.map(({ title }) => ({ title }))}
      />
      {room.waitingFor !== null && <p style={{ margin: '12px 0 0' }}>正在等待：{room.waitingFor}</p>}
      {room.until !== null && <p style={{ margin: '4px 0 0' }}>至 {chinaTime(room.until)}</p>}
    </Card>
  );
};

const TONES: Readonly<Partial<Record<Room['phase'], Tone>>> = { published: 'done', ended: 'late' };

const Marks = ({ room }: { readonly room: Room }) => (
  <Flex gap={8} wrap align="center">
    <StateTag tone={TONES[room.phase] ?? 'work'}>{stateName(room)}</StateTag>
    {room.rehearsal && <StateTag tone="care">演练</StateTag>}
    {room.synthetic && <StateTag tone="care">合成数据</StateTag>}
    {room.secret && <StateTag tone="care">名单保密</StateTag>}
    {room.enlargement !== null && (
      <>
        <StateTag tone="work">扩大抽查</StateTag>
        <span>{enlargementText(room.enlargement)}</span>
      </>
    )}
  </Flex>
);

const Actions = ({ room, draw }: { readonly room: Room; readonly draw: DrawDocument | undefined }) => {
  const { data: me } = useMe();
  return (
    <Flex gap={8} wrap>
      <Button type="primary" href={`/console/hall/${encodeURIComponent(room.id)}`} target="_blank">
        打开抽取现场（投影）
      </Button>
      {room.phase === 'dice' && holds(me, 'drawer', 'office') && (
        <Link to="dice">
          <Button type="primary">录入投骰结果</Button>
        </Link>
      )}
      {draw !== undefined && <VoidButton room={room} draw={draw} />}
    </Flex>
  );
};

const versionOf = ({ state, announcementHash, receiptHash, witness, deadlines }: Room): string =>
  [state, announcementHash, receiptHash, witness.word?.at, deadlines.length].join('/');

const Body = ({ room }: { readonly room: Room }) => {
  const document = useDrawDocument(room.id, versionOf(room));
  return (
    <Page title={`抽取 ${room.id}`} actions={<Actions room={room} draw={document.data} />}>
      <Flex vertical gap={16}>
        <Marks room={room} />
        <Standing room={room} />
        <AnnouncementCard room={room} timeProven={document.data?.timeProven ?? null} />
        <SigningCard room={room} draw={document.data} />
        <WitnessCard room={room} draw={document.data} />
        <StrataCard room={room} />
        <ResultCard room={room} />
        <ChangesCard room={room} />
        <ExclusionsCard room={room} />
        <EventsCard room={room} draw={document.data} />
        <CheckCard room={room} />
      </Flex>
    </Page>
  );
};

export const DrawPage = () => {
  const { drawId = '' } = useParams();
  return <Loaded query={useRoom(drawId)}>{(room) => <Body room={room} />}</Loaded>;
};
