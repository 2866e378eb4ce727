import { Bar, BarChart, CartesianGrid, LabelList, ResponsiveContainer, XAxis, YAxis } from 'recharts';

export interface ChartPoint {
  readonly name: string;
  readonly value: number;
}

const ROW_HEIGHT = 36;
const FRAME = 48;
const NAME_LENGTH = 8;
/** Room for the longest shortened name. */
const NAME_WIDTH = 136;
const shortened = (name: string): string =>
  name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH)}…` : name;

/** Bars side by side; the table beside it says the same in figures. */
export const Chart = ({
  points,
  unit,
  label,
}: {
  readonly points: readonly ChartPoint[];
  readonly unit: '%' | '项';
  readonly label: string;
}) => (
  <div role="img" aria-label={label} style={{ height: points.length * ROW_HEIGHT + FRAME }}>
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={points.map(({ name, value }) => ({ name: shortened(name), value }))}
        layout="vertical"
        margin={{ top: 4, right: 56, bottom: 4, left: 8 }}
        accessibilityLayer={false}
      >
        <CartesianGrid horizontal={false} stroke="#e3e8ee" />
        <XAxis
          type="number"
          domain={unit === '%' ? [0, 100] : [0, 'auto']}
          unit={unit === '%' ? '%' : ''}
          allowDecimals={unit === '%'}
          stroke="#5c6b7a"
        />
        <YAxis
          type="category"
          dataKey="name"
          width={NAME_WIDTH}
          tick={{ fontSize: 13 }}
          interval={0}
          stroke="#44515e"
          tickLine={false}
        />
        <Bar dataKey="value" fill="#1f4e8c" isAnimationActive={false} maxBarSize={20}>
          <LabelList dataKey="value" position="right" formatter={(value) => `${String(value)}${unit}`} />
        </Bar>
      </BarChart>
    </ResponsiveContainer>
  </div>
);
