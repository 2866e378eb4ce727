import { useEffect, useRef, useState } from 'react';

interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
type DetectorClass = new (options: { formats: readonly string[] }) => Detector;

const detectorClass = (): DetectorClass | null =>
  (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector ?? null;

/** Whether this phone can read codes by itself; where it cannot, the code is typed. */
export const canScan = (): boolean => detectorClass() !== null && 'mediaDevices' in navigator;

const FORMATS = ['qr_code', 'code_128', 'code_39'];
const BETWEEN_LOOKS_MS = 250;

export interface CodeScannerProps {
  onFound(code: string): void;
  onStop(): void;
}

/** The camera, until it has read a code. */
export const CodeScanner = ({ onFound, onStop }: CodeScannerProps) => {
  const video = useRef<HTMLVideoElement>(null);
  const found = useRef(onFound);
  found.current = onFound;
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const Known = detectorClass();
    if (Known === null) return;
    const detector = new Known({ formats: FORMATS });
    let stream: MediaStream | null = null;
    let over = false;
    const look = async (): Promise<void> => {
      if (over || video.current === null) return;
      const [code] = video.current.readyState < 2 ? [] : await detector.detect(video.current);
      if (code !== undefined && !over) found.current(code.rawValue);
      else setTimeout(() => void look(), BETWEEN_LOOKS_MS);
    };
    const begin = async () => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      if (over || video.current === null) return;
      video.current.srcObject = stream;
      await video.current.play();
      await look();
    };
    begin().catch(() => setProblem('不能使用相机，请允许使用相机，或手工输入编码。'));
    return () => {
      over = true;
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, []);
  return (
    <div className="scanner">
      {problem === null ? <video ref={video} playsInline muted /> : <p role="alert">{problem}</p>}
      <button type="button" onClick={onStop}>
        停止扫码
      </button>
    </div>
  );
};
