import { useState } from 'react';
import { Choice } from '../../parts/choice.tsx';
import { CodeScanner, canScan } from '../../parts/code-scanner.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Text } from '../../parts/text.tsx';
import { nowInstant, timeText } from '../../store/clock.ts';
import { placeText, whereWeAre } from '../../store/place.ts';
import type { Entry, Visit } from '../../store/types.ts';
import type { StepProps } from '../visit-props.ts';
import { StepScreen } from './step.tsx';

const SHORTEST_TAIL = 6;

/** The code itself, its last six characters or more as typed, or a text that contains it, as on a licence's QR code. */
const isCodeOf = ({ unit }: Visit, way: Entry['way'], text: string): boolean => {
  const [own, given] = [unit.code, text].map((code) => code.replace(/\s/g, '').toUpperCase()) as [
    string,
    string,
  ];
  if (given.includes(own)) return true;
  return way === 'typed' && given.length >= Math.min(SHORTEST_TAIL, own.length) && own.endsWith(given);
};

const SHOWN = [
  { value: 'yes', name: '已出示' },
  { value: 'no', name: '未出示' },
] as const;

/** 扫码入企 and 亮证: the first things at the door. */
export const EntryStep = ({ whole: { visit, draft }, change, locked }: StepProps) => {
  const [scanning, setScanning] = useState(false);
  const [typed, setTyped] = useState('');
  const [again, setAgain] = useState(false);
  const { entry } = draft;
  const enter = (way: Entry['way'], code: string | null) => {
    setScanning(false);
    setAgain(false);
    setTyped('');
    const at = nowInstant();
    const matches = code !== null && isCodeOf(visit, way, code);
    change(({ startedAt }) => ({
      entry: { way, code, matches, note: '', at, place: null },
      startedAt: startedAt ?? at,
    }));
    void whereWeAre().then((place) =>
      change((now) => (now.entry?.at === at ? { entry: { ...now.entry, place } } : {})),
    );
  };
  return (
    <StepScreen step="entry" visit={visit} locked={locked}>
      <section>
        <h2>扫码入企</h2>
        {entry === null ? null : (
          <Notice
            tone={entry.matches ? 'done' : 'warning'}
            title={entry.matches ? '与本任务的检查对象一致。' : '与本任务的检查对象不一致，或未核对。'}
          >
            <p>
              {timeText(entry.at)}　{placeText(entry.place)}
            </p>
            {entry.code === null ? null : <p className="code">{entry.code}</p>}
          </Notice>
        )}
        {entry !== null && !entry.matches ? (
          <Text
            label="编码不符或未核对的原因"
            long
            value={entry.note}
            onChange={(note) =>
              change((now) => (now.entry === null ? {} : { entry: { ...now.entry, note } }))
            }
          />
        ) : null}
        {entry !== null && !again ? (
          <button type="button" onClick={() => setAgain(true)}>
            重新登记
          </button>
        ) : (
          <>
            {scanning ? (
              <CodeScanner onFound={(code) => enter('scanned', code)} onStop={() => setScanning(false)} />
            ) : canScan() ? (
              <button type="button" className="wide" onClick={() => setScanning(true)}>
                扫描营业执照或企业码
              </button>
            ) : (
              <p className="hint">本机不支持扫码，请输入编码。</p>
            )}
            <Text
              label="输入统一社会信用代码或车牌号（至少后六位）"
              value={typed}
              onChange={setTyped}
              hint={`名录登记：${visit.unit.name}`}
            />
            <div className="row">
              <button
                type="button"
                disabled={typed.trim() === ''}
                onClick={() => enter('typed', typed.trim())}
              >
                登记入企
              </button>
              <button type="button" onClick={() => enter('none', null)}>
                现场无码
              </button>
            </div>
          </>
        )}
      </section>
      <section>
        <h2>亮证</h2>
        {visit.team.map(({ officerId, name, certificateNumber }) => {
          const said = draft.certificates[officerId];
          return (
            <Choice
              key={officerId}
              legend={`${name}（证号 ${certificateNumber}）向检查对象出示执法证件`}
              options={SHOWN}
              value={said === undefined ? null : said.shown ? 'yes' : 'no'}
              onChange={(value) =>
                change(({ certificates }) => ({
                  certificates: {
                    ...certificates,
                    [officerId]: { shown: value === 'yes', at: nowInstant() },
                  },
                }))
              }
            />
          );
        })}
      </section>
      <section>
        <h2>陪同人员</h2>
        <Text
          label="姓名"
          value={draft.companion.name}
          onChange={(name) => change(({ companion }) => ({ companion: { ...companion, name } }))}
        />
        <Text
          label="职务"
          value={draft.companion.position}
          onChange={(position) => change(({ companion }) => ({ companion: { ...companion, position } }))}
        />
      </section>
    </StepScreen>
  );
};
