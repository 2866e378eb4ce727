import type { ReactNode } from 'react';
import { clockDay, clockTime } from '../../../../shared/china-time.ts';
import type { Room } from '../use-draw.ts';
import type { Turning } from './use-turning.ts';

const STEPS = [
  { name: '公告签名', phases: ['preparing', 'signing'] },
  { name: '公告期', phases: ['notice'] },
  { name: '随机数', phases: ['dice', 'round', 'lapsing'] },
  { name: '抽取', phases: ['drawing'] },
  { name: '签发结果', phases: ['sealed'] },
  { name: '见证与核验', phases: ['published'] },
] as const;

/** Between the dice and the round the notice is over: part of the randomness is there. */
const stepOf = ({ phase, sources }: Room): Room['phase'] =>
  phase === 'notice' && sources.some(({ value }) => value !== null) ? 'round' : phase;

const Steps = ({ room }: { readonly room: Room }) => {
  const phase = stepOf(room);
  const current = STEPS.findIndex(({ phases }) => (phases as readonly string[]).includes(phase));
  return (
    <ol className="hall-steps" aria-label="进程">
      {STEPS.map(({ name }, index) => (
        <li
          key={name}
          className={index < current ? 'past' : undefined}
          aria-current={index === current ? 'step' : undefined}
        >
          {index < current ? `${name} ✓` : name}
        </li>
      ))}
    </ol>
  );
};

const Marks = ({ room }: { readonly room: Room }) => (
  <>
    {room.rehearsal && <span className="hall-mark">演练</span>}
    {room.synthetic && <span className="hall-mark">合成数据</span>}
  </>
);

const warningOf = ({ rehearsal, synthetic }: Room): string | null => {
  if (rehearsal) return '演练：全部内容为演练数据，不是真实抽取结果。';
  return synthetic ? '合成数据：检查对象和人员由程序生成，不是真实登记。' : null;
};

/** Head with the draw and the server's time, the screen, and where the draw stands. */
export const HallFrame = ({
  room,
  clockMs,
  turning,
  count,
  children,
}: {
  readonly room: Room;
  readonly clockMs: number;
  readonly turning: Turning;
  readonly count: number;
  readonly children: ReactNode;
}) => {
  const warning = warningOf(room);
  return (
    <main className="hall">
      <header className="hall-head">
        <Marks room={room} />
        <h1>
          {room.bureau}　双随机抽取 {room.id}
          {room.enlargement === null ? '' : '（扩大抽查）'}
        </h1>
        <time dateTime={new Date(clockMs).toISOString()}>
          {clockDay(clockMs)} {clockTime(clockMs)}
        </time>
      </header>
      {warning === null ? (
        <div />
      ) : (
        <div className="hall-warning" role="note">
          {warning}
        </div>
      )}
      {children}
      <footer className="hall-foot">
        <Steps room={room} />
        {count > 1 && (
          <div className="hall-turn">
            <button type="button" onClick={() => turning.turn(-1)}>
              上一页
            </button>
            <span>
              {turning.index + 1} / {count}
            </span>
            <button type="button" onClick={() => turning.turn(1)}>
              下一页
            </button>
            <button type="button" onClick={turning.toggle} aria-pressed={turning.isAuto}>
              {turning.isAuto ? '暂停翻页' : '自动翻页'}
            </button>
          </div>
        )}
      </footer>
    </main>
  );
};
