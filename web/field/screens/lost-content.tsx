import { Photo } from '../parts/photo.tsx';
import { photoTitle } from '../rules/photo-names.ts';
import { lineKey } from '../rules/signed.ts';
import { answerName } from '../rules/words.ts';
import { minuteText } from '../store/clock.ts';
import { placeText } from '../store/place.ts';
import type { ChecklistLine, Draft, StoredFile, Visit } from '../store/types.ts';

export interface LostContentProps {
  readonly draft: Draft;
  readonly team: Visit['team'];
  readonly lines: readonly ChecklistLine[];
  readonly photos: readonly StoredFile[];
}

const signersOf = ({ inspectorSignatures, unitSignature }: Draft, team: Visit['team']): string[] => [
  ...Object.entries(inspectorSignatures).map(([officerId, { at }]) => {
    const name = team.find((member) => member.officerId === officerId)?.name ?? '检查人员';
    return `${name} ${minuteText(at)}`;
  }),
  ...(unitSignature === null ? [] : [`${unitSignature.name} ${minuteText(unitSignature.at)}`]),
];

/** What a draft holds beside the words of its record: who signed, each answer, each photo. */
export const LostContent = ({ draft, team, lines, photos }: LostContentProps) => {
  const signers = signersOf(draft, team);
  return (
    <>
      <section>
        <h2>签名</h2>
        <p>{signers.length === 0 ? '没有签名。' : signers.join('；')}</p>
        {draft.refusal === null ? null : (
          <p>
            拒绝签字：{draft.refusal.reason}（见证人 {draft.refusal.witness}）
          </p>
        )}
      </section>
      <section aria-label="检查表答案">
        <h2>检查表</h2>
        {lines.map((line) => {
          const given = draft.answers[lineKey(line)];
          const note = given?.note.trim() ?? '';
          return (
            <p key={lineKey(line)} className="line">
              第 {line.lineNo} 项 {line.text}：{answerName(given?.answer)}
              {note === '' ? '' : `（${note}）`}
            </p>
          );
        })}
      </section>
      <section>
        <h2>照片（{photos.length}）</h2>
        <ul className="cards">
          {photos.map((file, index) => (
            <li key={file.id} className="card photo">
              <Photo file={file} alt={file.note === '' ? photoTitle(file, index) : file.note} />
              <h3>{photoTitle(file, index)}</h3>
              <p className="quiet">
                拍摄时间 {minuteText(file.takenAt)}　{placeText(file.place)}
              </p>
              {file.note === '' ? null : <p>{file.note}</p>}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
};
