import { type ChangeEvent, useState } from 'react';
import { Notice } from '../../parts/notice.tsx';
import { Photo } from '../../parts/photo.tsx';
import { Text } from '../../parts/text.tsx';
import { nextPhotoName, photoTitle } from '../../rules/photo-names.ts';
import { minuteText } from '../../store/clock.ts';
import { filesOf, keepFile, noteFile, removeFile, unfit } from '../../store/files.ts';
import { placeText } from '../../store/place.ts';
import type { StepProps } from '../visit-props.ts';
import { StepScreen } from './step.tsx';

/** Pictures of the spot: kept as the camera made them, with the hash that proves it, the time and the place. */
export const PhotosStep = ({ whole: { visit, files }, locked }: StepProps) => {
  const [problem, setProblem] = useState<string | null>(null);
  const photos = files.filter(({ purpose }) => purpose === 'photo');
  const take = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const taken = [...(target.files ?? [])];
    target.value = '';
    setProblem(null);
    for (const blob of taken) {
      const why = unfit(blob);
      // Asked anew for each: several are chosen at once, and what is drawn may be older than what is kept.
      const kept = (await filesOf(visit.id)).filter(({ purpose }) => purpose === 'photo');
      const name = nextPhotoName(kept, blob.name);
      if (why === null) await keepFile({ taskId: visit.id, purpose: 'photo', name, blob });
      else setProblem(`${blob.name}：${why}`);
    }
  };
  const failed = () => setProblem('照片没有存入本机，可能是存储空间不足，请清理后重拍。');
  return (
    <StepScreen step="photos" visit={visit} locked={locked}>
      <label className="button primary wide file">
        拍照
        <input
          type="file"
          accept="image/*"
          capture="environment"
          onChange={(event) => void take(event).catch(failed)}
        />
      </label>
      <label className="button wide file">
        从相册选择
        <input type="file" accept="image/*" multiple onChange={(event) => void take(event).catch(failed)} />
      </label>
      {problem === null ? null : <Notice tone="error" title={problem} />}
      {photos.length === 0 ? <p className="quiet">还没有照片。</p> : null}
      <ul className="cards">
        {photos.map((file, index) => (
          <li key={file.id} className="card photo">
            <Photo file={file} alt={file.note === '' ? photoTitle(file, index) : file.note} />
            <h2>{photoTitle(file, index)}</h2>
            <p className="quiet">
              拍摄时间 {minuteText(file.takenAt)}　{placeText(file.place)}
              <br />
              <span className="code">摘要 {file.sha256.slice(0, 16)}…</span>
            </p>
            <Text
              label={`${photoTitle(file, index)} 说明`}
              value={file.note}
              onChange={(note) => void noteFile(file.id, note)}
            />
            <button type="button" className="remove" onClick={() => void removeFile(file.id)}>
              删除{photoTitle(file, index)}
            </button>
          </li>
        ))}
      </ul>
    </StepScreen>
  );
};
