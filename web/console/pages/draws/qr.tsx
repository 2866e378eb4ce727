import { encode } from 'uqr';

/** A QR code as one path of squares; the quiet zone is part of it. */
export const Qr = ({
  text,
  label,
  size,
}: {
  readonly text: string;
  readonly label: string;
  readonly size: string;
}) => {
  const { data, size: cells } = encode(text, { ecc: 'M', border: 2 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg
      viewBox={`0 0 ${cells} ${cells}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      style={{ width: size, height: size, background: '#fff', flex: 'none' }}
    >
      <path d={path} fill="#10202f" />
    </svg>
  );
};
