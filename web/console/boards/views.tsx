import { Button } from 'antd';
import './board.css';

export interface View<V extends string> {
  readonly id: V;
  readonly name: string;
  readonly count?: number | undefined;
}

/** Lists of one board, one of which is shown; buttons that say how many each holds. */
export const Views = <V extends string>({
  views,
  shown,
  onShow,
}: {
  readonly views: readonly View<V>[];
  readonly shown: V;
  readonly onShow: (view: V) => void;
}) => (
  <nav className="filters" aria-label="清单">
    {views.map(({ id, name, count }) => (
      <Button
        key={id}
        type={id === shown ? 'primary' : 'default'}
        aria-pressed={id === shown}
        onClick={() => onShow(id)}
      >
        {name}
        {count !== undefined && ` ${count}`}
      </Button>
    ))}
  </nav>
);
