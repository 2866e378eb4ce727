import { useState } from 'react';
import { factDraft } from '../../rules/reminders.ts';
import { lineKey, linesOf } from '../../rules/signed.ts';
import { metNobody } from '../../rules/steps.ts';
import type { Answer, ChecklistLine } from '../../store/types.ts';
import type { StepProps } from '../visit-props.ts';
import { ChecklistItem } from './checklist-item.tsx';
import { StepScreen } from './step.tsx';

/** Each line as it was found. A line that nobody touched stays unanswered; there is no way to answer them all at once. */
export const ChecklistStep = ({ whole, change, locked }: StepProps) => {
  const { visit, draft, common } = whole;
  const [openOnly, setOpenOnly] = useState(false);
  const lines = linesOf(visit, common.checklist);
  const answered = lines.filter((line) => draft.answers[lineKey(line)] !== undefined).length;
  // What was open when the filter was set: an answer must not make its own line jump away.
  const [shown, setShown] = useState<ReadonlySet<string>>(new Set());
  const filter = (on: boolean) => {
    setOpenOnly(on);
    setShown(new Set(lines.map(lineKey).filter((key) => draft.answers[key] === undefined)));
  };
  const set = (line: ChecklistLine, answer: Answer) =>
    change(({ answers }) => ({ answers: { ...answers, [lineKey(line)]: answer } }));
  const leaveOpen = () =>
    change(({ answers }) => ({
      answers: {
        ...Object.fromEntries(
          lines.map((line) => [lineKey(line), { answer: 'not-checked', note: '' } as const]),
        ),
        ...answers,
      },
    }));
  const items = visit.items.filter(
    ({ itemId }, index) => visit.items.findIndex((item) => item.itemId === itemId) === index,
  );
  return (
    <StepScreen step="checklist" visit={visit} locked={locked}>
      <div className="progress">
        <label htmlFor="progress">
          已填 {answered}/{lines.length} 项
        </label>
        <progress id="progress" value={answered} max={Math.max(lines.length, 1)} />
      </div>
      <label className="check">
        <input type="checkbox" checked={openOnly} onChange={({ target }) => filter(target.checked)} />
        <span>只看未填的项目</span>
      </label>
      {metNobody(whole) && answered < lines.length ? (
        <button type="button" className="wide" onClick={leaveOpen}>
          其余各项记为“未检查”
        </button>
      ) : null}
      {items.map(({ itemId, name }) => (
        <section key={itemId}>
          <h2>{name}</h2>
          {lines
            .filter((line) => line.itemId === itemId && (!openOnly || shown.has(lineKey(line))))
            .map((line) => (
              <ChecklistItem
                key={lineKey(line)}
                line={line}
                answer={draft.answers[lineKey(line)]}
                finding={draft.findings.some(({ key }) => key === lineKey(line))}
                taskId={visit.id}
                onAnswer={set}
                onFinding={(found) =>
                  change(({ findings, answers }) => ({
                    findings: [
                      ...findings,
                      {
                        ...{ key: lineKey(found), itemId, article: found.legalBasis },
                        text: factDraft(found, answers[lineKey(found)]),
                        ...{ measure: null, days: null, dueOn: null },
                      },
                    ],
                  }))
                }
              />
            ))}
        </section>
      ))}
    </StepScreen>
  );
};
