import { Notice } from '../parts/notice.tsx';
import { useStored } from '../store/changes.ts';
import { leftBehind, ownerHere } from '../store/database.ts';

const ofOthers = async () => (await leftBehind()).filter(({ owner }) => owner !== ownerHere());

/** On a shared phone: that somebody else has something here which only he can hand in. */
export const OthersLeft = () =>
  useStored([], ofOthers)?.map(({ owner, name, visits }) => (
    <Notice
      key={owner}
      tone="warning"
      title={`${name}在本机上还有 ${visits} 项检查没有提交或者没有发送完毕。`}
    >
      <p>内容保存在本机，不会丢失，也不会以他人的名义发送；须由{name}本人在本机登录后提交。</p>
    </Notice>
  ));
