/** Screens after the result: signatures, the witness, and how to check it all. */
import { chinaTime } from '../../../../shared/china-time.ts';
import { Qr } from '../qr.tsx';
import type { Room } from '../use-draw.ts';
import { aboutDraw } from '../words.ts';
import { Hash, PublicCode, SigningPeople } from './proofs.tsx';
import { SlideFrame } from './slide.tsx';

/** What may be said of a secret list: how many. */
export const SecretSlide = ({ room }: { readonly room: Room }) => (
  <SlideFrame title="抽取完成，名单保密" note={aboutDraw(room)}>
    <div className="hall-center">
      <p className="hall-huge">{room.drawn?.units ?? 0} 家</p>
      <p className="hall-lead">
        名单的摘要已经固定，事后不能更改；检查开始前保密
        {room.revealAt !== null && `，${chinaTime(room.revealAt)}公开`}。
      </p>
    </div>
  </SlideFrame>
);

export const SummarySlide = ({ room }: { readonly room: Room }) => (
  <SlideFrame title="抽取完成" note={aboutDraw(room)}>
    <div className="hall-center">
      <p className="hall-lead">抽中检查对象</p>
      <p className="hall-huge">{room.drawn?.units ?? 0} 家</p>
      <p className="hall-lead">
        {(room.drawn?.rows ?? []).length} 个计划行，名单{' '}
        {room.strata.reduce((sum, { eligible }) => sum + eligible, 0)} 家次
      </p>
    </div>
  </SlideFrame>
);

export const ReceiptSlide = ({ room }: { readonly room: Room }) => (
  <SlideFrame title={room.phase === 'sealed' ? '结果待签名' : '结果已签名'} note="抽取记录摘要">
    <div className="hall-columns">
      <div style={{ flex: 2.2 }}>
        {room.recordHash !== null && <Hash value={room.recordHash} />}
        <SigningPeople room={room} document="receipt" />
        <p className="hall-note">公告、随机数、结果由同一份回执连在一起，改动任何一处都会被发现。</p>
      </div>
      <PublicCode room={room} document="receipt" hash={room.receiptHash} />
    </div>
  </SlideFrame>
);

export const WitnessSlide = ({ room }: { readonly room: Room }) => {
  const { word, required } = room.witness;
  return (
    <SlideFrame title="见证" note={aboutDraw(room)}>
      <div className="hall-center">
        {word === null && (
          <>
            <p className="hall-big">{required ? '等待见证人确认或提出异议' : '本次抽取未要求见证'}</p>
            {room.deadlines
              .filter(({ kind }) => kind === 'sign-off')
              .map(({ dueOn }) => (
                <p key={dueOn} className="hall-lead">
                  期限 {dueOn}
                </p>
              ))}
          </>
        )}
        {word?.decision === 'agreed' && <p className="hall-big">见证人已确认　{chinaTime(word.at)}</p>}
        {word?.decision === 'objected' && (
          <>
            <p className="hall-big is-bad">见证人提出异议　{chinaTime(word.at)}</p>
            <p className="hall-lead">{word.reason}</p>
          </>
        )}
      </div>
    </SlideFrame>
  );
};

export const VerifySlide = ({ room }: { readonly room: Room }) => {
  if (room.publicPage === null) return null;
  return (
    <SlideFrame title="请自行核验" note="任何人、任何一台电脑，断网也可以">
      <div className="hall-columns">
        <div style={{ flex: 2.2 }}>
          <ol className="hall-lead" style={{ paddingInlineStart: '1.4em' }}>
            <li>扫码打开本次抽取的公开页面</li>
            <li>下载证据和核验页</li>
            <li>把证据放进核验页，逐个号码重新计算</li>
          </ol>
          <p className="hall-code" style={{ overflowWrap: 'anywhere' }}>
            {room.publicPage}
          </p>
        </div>
        <div style={{ alignItems: 'center' }}>
          <Qr text={room.publicPage} label={`公开页面的二维码：${room.publicPage}`} size="12em" />
        </div>
      </div>
    </SlideFrame>
  );
};
