import type { FormEvent } from 'react';
import { useStored } from '../store/changes.ts';
import { database } from '../store/database.ts';
import { leavePhone } from '../store/shared-phone.ts';
import { useConnection } from '../store/sync.ts';

const unsent = async () =>
  (await database().getAll('queue')).filter(({ state }) => state !== 'done' && state !== 'dropped').length;

/** What the server has leaves the phone first; a phone that cannot be tidied must not keep anybody signed in. */
const leaveAndSignOut = (event: FormEvent<HTMLFormElement>): void => {
  const form = event.currentTarget;
  event.preventDefault();
  leavePhone()
    .catch((error: unknown) => reportError(error))
    .finally(() => form.submit());
};

/**
 * Out of the field view: to the console, and out of the account. Both need the server, and signing out holds up what is
 * not sent yet; the drafts stay on the phone for whoever wrote them.
 */
export const Ways = () => {
  const connection = useConnection();
  const waiting = useStored(['queue'], unsent) ?? 0;
  if (connection === 'offline') return <p className="quiet">联网后可以返回工作台或者退出登录。</p>;
  return (
    <section aria-label="离开现场检查">
      <div className="row">
        <a className="button" href="/console">
          返回工作台
        </a>
        {connection === 'online' ? (
          <form method="post" action="/sign-out" onSubmit={leaveAndSignOut}>
            <button type="submit">退出登录</button>
          </form>
        ) : null}
      </div>
      {connection === 'online' ? (
        <p className="hint">
          {waiting === 0
            ? '退出后，本机的草稿仍然保留，本人再次登录可以继续。'
            : `还有 ${waiting} 项没有送达，退出后停止发送，本人再次登录后继续。`}
        </p>
      ) : null}
    </section>
  );
};
