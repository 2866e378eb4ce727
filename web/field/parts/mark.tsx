import { useStored } from '../store/changes.ts';
import { database } from '../store/database.ts';

const WORDS = {
  rehearsal: ['演练', '本页内容为演练数据，不是真实检查。'],
  synthetic: ['合成数据', '检查对象、人员由程序生成，均为虚构。'],
} as const;

const kept = async () => (await database().get('common', 'common'))?.mark ?? null;

/** Above every screen: nobody may take what is rehearsed or invented for a real visit. */
export const Mark = () => {
  const mark = useStored(['common'], kept);
  if (mark === undefined || mark === null) return null;
  const [name, said] = WORDS[mark];
  return (
    <p className="mark" role="note">
      <strong>{name}</strong> {said}
    </p>
  );
};
