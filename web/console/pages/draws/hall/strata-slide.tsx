import type { Room } from '../use-draw.ts';
import { probabilityText, ratioText } from '../words.ts';
import { SlideFrame } from './slide.tsx';

/** How many of whom, and how likely: from the announcement, before any randomness. */
export const StrataSlide = ({
  room,
  strata,
  part,
}: {
  readonly room: Room;
  readonly strata: Room['strata'];
  readonly part: string;
}) => (
  <SlideFrame title="抽取范围" note={part}>
    <table>
      <thead>
        <tr>
          <th scope="col">计划行</th>
          <th scope="col">抽查事项</th>
          <th scope="col" className="number">
            名单
          </th>
          <th scope="col" className="number">
            比例
          </th>
          <th scope="col" className="number">
            抽取
          </th>
          <th scope="col" className="number">
            抽中机会
          </th>
        </tr>
      </thead>
      <tbody>
        {strata.map((stratum) => (
          <tr key={stratum.id}>
            <th scope="row">{stratum.id}</th>
            <td className="wide">{room.rows.find(({ row }) => row === stratum.row)?.item ?? ''}</td>
            <td className="number">{stratum.eligible}</td>
            <td className="number">{ratioText(stratum)}</td>
            <td className="number">
              <strong>{stratum.quota}</strong>
            </td>
            <td className="number">{probabilityText(stratum)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </SlideFrame>
);
