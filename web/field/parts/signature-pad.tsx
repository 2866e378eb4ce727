import { type PointerEvent, useRef, useState } from 'react';

const WIDTH = 680;
const HEIGHT = 280;
const LINE_WIDTH = 5;

export interface SignaturePadProps {
  /** Whose name is written: 张某（检查人员）. */
  readonly of: string;
  onSigned(picture: Blob): void;
}

/** A box to sign in with a finger; it is handed on as a PNG of ink on white. */
export const SignaturePad = ({ of, onSigned }: SignaturePadProps) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawing = useRef(false);
  const [inked, setInked] = useState(false);

  const at = ({ clientX, clientY, currentTarget }: PointerEvent<HTMLCanvasElement>) => {
    const box = currentTarget.getBoundingClientRect();
    return [((clientX - box.left) * WIDTH) / box.width, ((clientY - box.top) * HEIGHT) / box.height] as const;
  };
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    const pen = event.currentTarget.getContext('2d');
    if (pen === null) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drawing.current = true;
    Object.assign(pen, { lineWidth: LINE_WIDTH, lineCap: 'round', lineJoin: 'round', strokeStyle: '#000' });
    pen.beginPath();
    pen.moveTo(...at(event));
  };
  const move = (event: PointerEvent<HTMLCanvasElement>) => {
    const pen = event.currentTarget.getContext('2d');
    if (!drawing.current || pen === null) return;
    pen.lineTo(...at(event));
    pen.stroke();
    setInked(true);
  };
  const wipe = () => {
    canvas.current?.getContext('2d')?.clearRect(0, 0, WIDTH, HEIGHT);
    setInked(false);
  };
  const hand = () => {
    const pen = canvas.current?.getContext('2d');
    if (!pen) return;
    pen.globalCompositeOperation = 'destination-over';
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    canvas.current?.toBlob((picture) => {
      if (picture !== null) onSigned(picture);
    }, 'image/png');
  };
  return (
    <div className="pad">
      <canvas
        ref={canvas}
        width={WIDTH}
        height={HEIGHT}
        role="img"
        aria-label={`${of}的签名区，请用手指书写`}
        onPointerDown={begin}
        onPointerMove={move}
        onPointerUp={() => {
          drawing.current = false;
        }}
      />
      <div className="row">
        <button type="button" onClick={wipe} disabled={!inked}>
          重写
        </button>
        <button type="button" className="primary" onClick={hand} disabled={!inked}>
          确认签名
        </button>
      </div>
    </div>
  );
};
