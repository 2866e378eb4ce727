import { toInstant, toWallClock } from '../../../shared/china-time.ts';
import { Text } from '../../parts/text.tsx';
import { PARTS } from '../../rules/parts.ts';
import { nowInstant } from '../../store/clock.ts';
import type { StepProps } from '../visit-props.ts';
import { StepScreen } from './step.tsx';

/** What the visit came to. Nothing is chosen beforehand. */
export const ResultStep = ({ whole: { visit, draft, common }, change, locked }: StepProps) => {
  const toggle = (code: string, on: boolean) =>
    change(({ codes }) => ({ codes: on ? [...codes, code] : codes.filter((one) => one !== code) }));
  return (
    <StepScreen step="result" visit={visit} locked={locked}>
      <fieldset id={PARTS.codes} className="choice stacked">
        <legend>检查结果（可多选）</legend>
        <div className="options">
          {common.resultCodes.map(({ code, name, meaning }) => {
            const excluded = meaning === 'clean' && draft.findings.length > 0;
            return (
              <label key={code} className="option">
                <input
                  type="checkbox"
                  checked={draft.codes.includes(code)}
                  disabled={excluded && !draft.codes.includes(code)}
                  onChange={({ target }) => toggle(code, target.checked)}
                />
                <span>
                  {name}
                  {excluded ? '（已记录问题，不能选择）' : ''}
                </span>
              </label>
            );
          })}
        </div>
      </fieldset>
      <Text
        part={PARTS.start}
        label="检查开始时间"
        type="datetime-local"
        value={toWallClock(draft.startedAt)}
        onChange={(text) => change(() => ({ startedAt: toInstant(text) ?? null }))}
      />
      <Text
        part={PARTS.end}
        label="检查结束时间"
        type="datetime-local"
        value={toWallClock(draft.endedAt)}
        onChange={(text) => change(() => ({ endedAt: toInstant(text) ?? null }))}
      />
      <button type="button" className="wide" onClick={() => change(() => ({ endedAt: nowInstant() }))}>
        检查现在结束
      </button>
      <Text
        part={PARTS.place}
        label="检查地点"
        value={draft.place}
        onChange={(place) => change(() => ({ place }))}
      />
      <Text
        label="备注（可不填）"
        long
        value={draft.remark}
        onChange={(remark) => change(() => ({ remark }))}
      />
    </StepScreen>
  );
};
