import { Link } from '../router.tsx';
import { useStored } from '../store/changes.ts';
import { timeText } from '../store/clock.ts';
import { database } from '../store/database.ts';
import { useConnection } from '../store/sync.ts';

const CONNECTION = { online: '已连接', offline: '没有网络', 'signed-out': '登录已过期' } as const;

const counts = async () => {
  const items = await database().getAll('queue');
  return {
    waiting: items.filter(({ state }) => state === 'waiting' || state === 'sending').length,
    refused: items.filter(({ state }) => state === 'refused').length,
    syncedAt: (await database().get('common', 'common'))?.syncedAt,
    offsetMs: (await database().get('common', 'common'))?.offsetMs ?? 0,
  };
};

/** Always in sight: whether there is a connection, how old what is shown is, and what waits to be sent. */
export const StatusBar = () => {
  const connection = useConnection();
  const said = useStored(['queue', 'common'], counts);
  const waiting = said?.waiting ?? 0;
  const refused = said?.refused ?? 0;
  const open = waiting + refused;
  return (
    <div className="status-bar">
      <p role="status">
        <span className={`connection ${connection}`}>{CONNECTION[connection]}</span>
        {said?.syncedAt === undefined ? null : (
          <span className="quiet">　更新于 {timeText(said.syncedAt + said.offsetMs)}</span>
        )}
      </p>
      {connection === 'signed-out' ? (
        <a href={`/sign-in?next=${encodeURIComponent(window.location.pathname)}`}>登录</a>
      ) : (
        <Link to={['queue']}>
          {open === 0 ? '发送情况' : `待发 ${waiting}${refused === 0 ? '' : `，退回 ${refused}`}`}
        </Link>
      )}
    </div>
  );
};
