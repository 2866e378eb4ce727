/** What several screens show: a hash, the code that leads to it, and who has signed. */
import { chinaTime } from '../../../../shared/china-time.ts';
import { Qr } from '../qr.tsx';
import type { Room } from '../use-draw.ts';
import { grouped } from '../words.ts';

export const Hash = ({ value }: { readonly value: string }) => (
  <div className="hall-hash">
    {grouped(value).map((group, index) => (
      // A hash never changes its groups.
      // biome-ignore lint/suspicious/noArrayIndexKey: two groups may be equal
      <span key={index}>{group}</span>
    ))}
  </div>
);

/** @param hash of the document, so that a photograph of the code is a copy of what was announced */
export const PublicCode = ({
  room,
  document,
  hash,
}: {
  readonly room: Room;
  readonly document: 'announcement' | 'receipt';
  readonly hash: string | null;
}) => {
  if (room.publicPage === null || hash === null) return null;
  const address = `${room.publicPage}#dr-1/${document}/${room.publicId}/${hash}`;
  return (
    <div style={{ alignItems: 'center', textAlign: 'center' }}>
      <Qr text={address} label={`公开页面的二维码：${room.publicPage}`} size="13em" />
      <p className="hall-note">扫码查看并保存摘要</p>
    </div>
  );
};

const Person = ({
  name,
  done,
  text,
}: {
  readonly name: string;
  readonly done: boolean;
  readonly text: string;
}) => (
  <div className={done ? 'is-done' : undefined}>
    <strong>{name}</strong>
    {text}
  </div>
);

export const SigningPeople = ({
  room,
  document,
}: {
  readonly room: Room;
  readonly document: 'announcement' | 'receipt';
}) => (
  <div className="hall-people">
    {(['operator', 'supervisor'] as const).map((role) => {
      const signed = room.signing.signatures.find((each) => each.document === document && each.role === role);
      const name = role === 'operator' ? '抽取人' : '监督人';
      return (
        <Person
          key={role}
          name={name}
          done={signed !== undefined}
          text={signed === undefined ? '等待签名' : `已签名 ${chinaTime(signed.signedAt)}`}
        />
      );
    })}
  </div>
);
