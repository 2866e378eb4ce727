import { useState } from 'react';
import { CodeScanner, canScan } from '../../parts/code-scanner.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Text } from '../../parts/text.tsx';
import { PARTS } from '../../rules/parts.ts';
import { isCodeOf, mismatchOf } from '../../rules/unit-code.ts';
import { nowInstant, timeText } from '../../store/clock.ts';
import { placeText, whereWeAre } from '../../store/place.ts';
import type { Entry, Visit } from '../../store/types.ts';
import type { StepProps } from '../visit-props.ts';

type Enter = (way: Entry['way'], code: string | null) => void;

/** When and where somebody was at the door, and whether it was the right one. */
const Entered = ({ entry, visit }: { readonly entry: Entry; readonly visit: Visit }) => {
  const mismatch = entry.matches ? null : mismatchOf(visit, entry);
  return (
    <Notice
      tone={mismatch === null ? 'done' : 'warning'}
      title={mismatch?.title ?? '与本任务的检查对象一致。'}
    >
      {entry.code === null ? null : (
        <p>
          {entry.way === 'scanned' ? '扫到' : '输入'}的编码：<span className="code">{entry.code}</span>
        </p>
      )}
      {mismatch === null ? null : <p>{mismatch.advice}</p>}
      <p>
        {timeText(entry.at)}　{placeText(entry.place)}
      </p>
    </Notice>
  );
};

/** By camera where the phone can, by hand, or without a code. */
const CodeInput = ({ visit, onEnter }: { readonly visit: Visit; readonly onEnter: Enter }) => {
  const [scanning, setScanning] = useState(false);
  const [typed, setTyped] = useState('');
  return (
    <>
      {scanning ? (
        <CodeScanner onFound={(code) => onEnter('scanned', code)} onStop={() => setScanning(false)} />
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
        <button type="button" disabled={typed.trim() === ''} onClick={() => onEnter('typed', typed.trim())}>
          登记入企
        </button>
        <button type="button" onClick={() => onEnter('none', null)}>
          现场无码
        </button>
      </div>
    </>
  );
};

/** 扫码入企: the visit begins when somebody is at the door. */
export const Arrival = ({ whole: { visit, draft }, change }: Pick<StepProps, 'whole' | 'change'>) => {
  const [again, setAgain] = useState(false);
  const { entry } = draft;
  const enter: Enter = (way, code) => {
    setAgain(false);
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
    <section id={PARTS.arrival}>
      <h2>扫码入企</h2>
      {entry === null ? null : <Entered entry={entry} visit={visit} />}
      {entry !== null && !entry.matches ? (
        <Text
          label={mismatchOf(visit, entry).reason}
          long
          value={entry.note}
          onChange={(note) => change((now) => (now.entry === null ? {} : { entry: { ...now.entry, note } }))}
        />
      ) : null}
      {entry !== null && !again ? (
        <button type="button" onClick={() => setAgain(true)}>
          重新登记
        </button>
      ) : (
        <CodeInput visit={visit} onEnter={enter} />
      )}
    </section>
  );
};
