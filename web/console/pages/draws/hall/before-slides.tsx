/** Screens before the result: what was announced, and what is waited for. */
import { chinaTime } from '../../../../shared/china-time.ts';
import { leftText } from '../left-text.ts';
import type { Room } from '../use-draw.ts';
import { aboutDraw, sourceName } from '../words.ts';
import { Hash, PublicCode, SigningPeople } from './proofs.tsx';
import { SlideFrame } from './slide.tsx';

interface OfRoom {
  readonly room: Room;
  readonly clockMs: number;
}

const leftOf = ({ room, clockMs }: OfRoom): string | null =>
  room.until === null ? null : leftText(Date.parse(room.until) - clockMs);

export const PreparingSlide = ({ room }: { readonly room: Room }) => (
  <SlideFrame title={room.cycle} note="抽取公告正在准备">
    <div className="hall-center">
      <p className="hall-big">尚未公告</p>
      <p className="hall-lead">{room.waitingFor ?? '名单和规则正在汇集。'}</p>
    </div>
  </SlideFrame>
);

/** The announcement by its hash; its code leads to the public page and carries the hash along. */
export const AnnouncementSlide = ({ room }: { readonly room: Room }) => (
  <SlideFrame title="抽取公告" note={aboutDraw(room)}>
    <div className="hall-columns">
      <div style={{ flex: 2 }}>
        <p className="hall-lead">名单、规则和随机数来源已经固定，公告摘要：</p>
        {room.announcementHash !== null && <Hash value={room.announcementHash} />}
        <ol style={{ listStyle: 'none' }}>
          {room.sources.map((source) => (
            <li key={source.id}>
              {source.isFallback ? '备用：' : ''}
              {sourceName(source)}，{chinaTime(source.when)}
              {source.kind === 'dice' && `，${source.where}`}
            </li>
          ))}
        </ol>
        {room.fallback !== null && <p className="hall-note">{room.fallback.text}</p>}
      </div>
      <PublicCode room={room} document="announcement" hash={room.announcementHash} />
    </div>
  </SlideFrame>
);

export const SigningSlide = ({ room, clockMs }: OfRoom) => {
  const left = leftOf({ room, clockMs });
  return (
    <SlideFrame title="公告待签名" note={aboutDraw(room)}>
      <p className="hall-lead">名单和规则已经固定，由抽取人和监督人核对摘要后签名，签名后公告生效。</p>
      {room.announcementHash !== null && <Hash value={room.announcementHash} />}
      <SigningPeople room={room} document="announcement" />
      {left !== null && (
        <p className="hall-lead">
          距签名截止 <strong style={{ fontSize: '1.6em' }}>{left}</strong>，逾期本号作废，另行公告
        </p>
      )}
    </SlideFrame>
  );
};

export const CountdownSlide = ({ room, clockMs }: OfRoom) => {
  const source = room.sources.find(({ id }) => id === room.sourceId);
  return (
    <SlideFrame title="等待随机数" note={aboutDraw(room)}>
      <div className="hall-center">
        <p className="hall-big">距{source === undefined ? '下一步' : sourceName(source)}</p>
        <p className="hall-huge" role="timer">
          {leftOf({ room, clockMs }) ?? '—'}
        </p>
        {source !== undefined && (
          <p className="hall-lead">
            {chinaTime(source.when)}
            {source.kind === 'dice' && `　${source.where}`}
          </p>
        )}
        <DiceThrown room={room} />
        <p className="hall-note">在此之前，没有人能知道结果。时间以服务器为准。</p>
      </div>
    </SlideFrame>
  );
};

/** What was thrown, once both have typed the same: whoever saw the dice can compare. */
const DiceThrown = ({ room }: { readonly room: Room }) => {
  const thrown = room.sources.find(({ kind, value }) => kind === 'dice' && value !== null);
  if (thrown?.value == null) return null;
  return (
    <p className="hall-lead">
      骰子 {thrown.value.length} 次，两人录入一致：
      <span className="hall-code">{(thrown.value.match(/.{1,5}/g) ?? []).join(' ')}</span>
    </p>
  );
};

export const RoundSlide = ({ room, clockMs }: OfRoom) => {
  const source = room.sources.find(({ id }) => id === room.sourceId);
  return (
    <SlideFrame title="取得随机数" note={aboutDraw(room)}>
      <div className="hall-center">
        <p className="hall-big">{source === undefined ? '公共信标' : sourceName(source)}已到时刻</p>
        <p className="hall-lead">正在取得并核对签名。始终等待同一轮，不换下一轮。</p>
        <p className="hall-lead">
          最迟等到 {room.until === null ? '—' : chinaTime(room.until)}（还有{' '}
          {leftOf({ room, clockMs }) ?? '—'}）
        </p>
        <DiceThrown room={room} />
      </div>
    </SlideFrame>
  );
};

export const LapsingSlide = ({ room }: { readonly room: Room }) => (
  <SlideFrame title="投骰结果没有按时录入" note={aboutDraw(room)}>
    <div className="hall-center">
      <p className="hall-big is-bad">本次抽取将按公告作废</p>
      <p className="hall-lead">{room.waitingFor ?? room.fallback?.text ?? ''}</p>
    </div>
  </SlideFrame>
);

export const DrawingSlide = ({ room }: { readonly room: Room }) => (
  <SlideFrame title="正在抽取" note={aboutDraw(room)}>
    <div className="hall-center">
      <p className="hall-big">随机数已齐，正在计算全部号码</p>
    </div>
  </SlideFrame>
);

export const EndedSlide = ({ room }: { readonly room: Room }) => (
  <SlideFrame title={room.state === 'void' ? '本次抽取作废' : '未抽取'} note={aboutDraw(room)}>
    <div className="hall-center">
      <p className="hall-big">{room.endReason ?? ''}</p>
      <p className="hall-lead">编号 {room.id} 永久保留。</p>
    </div>
  </SlideFrame>
);
