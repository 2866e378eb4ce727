import { leftText } from '../left-text.ts';
import { Qr } from '../qr.tsx';
import type { Room } from '../use-draw.ts';
import { SlideFrame } from './slide.tsx';

type Attempt = NonNullable<Room['dice']>['attempts'][number];

const Typist = ({ name, typed }: { readonly name: string; readonly typed: boolean }) => (
  <div className={typed ? 'is-done' : undefined}>
    <strong>{name}</strong>
    {typed ? '已录入' : '等待录入'}
  </div>
);

const Differ = ({ attempt }: { readonly attempt: Attempt }) => (
  <p className="hall-lead is-bad" role="alert">
    <strong>两人录入不一致</strong>：第 {attempt.positions?.join('、')}{' '}
    次投掷不同。请对照书面记录，各自重新录入全部数字。
  </p>
);

/** Who has typed, never what: two people, each at his own screen. */
export const DiceSlide = ({ room, clockMs }: { readonly room: Room; readonly clockMs: number }) => {
  const source = room.sources.find(({ id }) => id === room.sourceId);
  const attempts = (room.dice?.attempts ?? []).filter(({ sourceId }) => sourceId === room.sourceId);
  const last = attempts.at(-1);
  const open = last?.positions === null ? last : undefined;
  const differing = last?.positions != null && last.positions.length > 0 ? last : undefined;
  const entry = `${window.location.origin}/console/draws/${encodeURIComponent(room.id)}/dice`;
  return (
    <SlideFrame title="现场投骰" note={source?.where}>
      <div className="hall-columns">
        <div style={{ flex: 2.4 }}>
          <p className="hall-lead">
            投十面骰，至少 {source?.least ?? 39} 次；一人宣读，两人各自录入，一致方为有效。
          </p>
          <div className="hall-people">
            <Typist name="第一人" typed={open !== undefined} />
            <Typist name="第二人" typed={false} />
          </div>
          {differing !== undefined && <Differ attempt={differing} />}
          {room.until !== null && (
            <p className="hall-lead">
              录入截止还有{' '}
              <strong style={{ fontSize: '1.6em' }}>{leftText(Date.parse(room.until) - clockMs)}</strong>
            </p>
          )}
        </div>
        <div style={{ alignItems: 'center', textAlign: 'center' }}>
          <Qr text={entry} label={`投骰录入页的二维码：${entry}`} size="11em" />
          <p className="hall-note">录入人扫码，登录后录入</p>
        </div>
      </div>
    </SlideFrame>
  );
};
