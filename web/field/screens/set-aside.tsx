import { useState } from 'react';
import { Notice } from '../parts/notice.tsx';
import { go } from '../router.tsx';
import { setAside } from '../store/lost.ts';

/** The end of a draft that cannot be sent: asked for by the person, and said once more what goes with it. */
export const SetAside = ({ taskId, photos }: { readonly taskId: string; readonly photos: number }) => {
  const [asked, setAsked] = useState(false);
  if (!asked)
    return (
      <button type="button" className="wide remove" onClick={() => setAsked(true)}>
        不再保留，从本机移除
      </button>
    );
  return (
    <Notice tone="warning" title="确认从本机移除？">
      <p>
        现场检查记录、检查表答案、签名{photos === 0 ? '' : `和 ${photos} 张照片`}
        将从本机删除，不能恢复，也不再发送。已送达系统的内容不受影响。
      </p>
      <p className="row">
        <button type="button" onClick={() => setAsked(false)}>
          继续保留
        </button>
        <button
          type="button"
          className="remove"
          onClick={() =>
            void setAside(taskId).then(
              () => go(),
              (error: unknown) => reportError(error),
            )
          }
        >
          确认移除
        </button>
      </p>
    </Notice>
  );
};
