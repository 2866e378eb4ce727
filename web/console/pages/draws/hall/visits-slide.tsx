import { type Room, useVisits } from '../use-draw.ts';
import { codeOf } from '../words.ts';
import { SlideFrame } from './slide.tsx';

export const VISITS_PER_SLIDE = 9;

/**
 * Drawn units of a plan row with their teams. People by the codes of this draw alone: beside a name, the published
 * evidence would tell everyone that person's leave and declared interests.
 */
export const VisitsSlide = ({
  room,
  row,
  after,
  part,
}: {
  readonly room: Room;
  readonly row: number;
  readonly after: number;
  readonly part: string;
}) => {
  const { data } = useVisits(room.id, { row, after, limit: VISITS_PER_SLIDE });
  const item = room.rows.find((each) => each.row === row)?.item ?? '';
  return (
    <SlideFrame title={`${row}　${item}`} note={part}>
      <table>
        <thead>
          <tr>
            <th scope="col" className="number">
              序号
            </th>
            <th scope="col">检查对象</th>
            <th scope="col">检查组（本次抽取的人员代码）</th>
          </tr>
        </thead>
        <tbody>
          {(data?.items ?? []).map((visit) => (
            <tr key={visit.position}>
              <td className="number">{visit.position}</td>
              <td className="wide">{visit.name ?? codeOf(visit.label)}</td>
              <td className="hall-code">
                {visit.team.length === 0 ? '—' : visit.team.map(({ code }) => code.slice(0, 8)).join('　')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </SlideFrame>
  );
};
