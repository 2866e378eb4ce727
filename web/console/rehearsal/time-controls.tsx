import { Button, Checkbox, Input, Space } from 'antd';
import { useId, useState } from 'react';
import type { RoomState, RoomStep } from '../../../api/resources/rehearsal/rehearsal-schema.ts';
import { clockDay, dayOfInstant } from '../../shared/china-time.ts';

const DAY_MS = 86_400_000;

/** A day, to what happens next, or to a date; alone, or with everybody else at work on the way. */
export const TimeControls = ({
  room,
  moving,
  onMove,
}: {
  readonly room: RoomState;
  readonly moving: boolean;
  readonly onMove: (step: RoomStep | 'others') => void;
}) => {
  const [withOthers, setWithOthers] = useState(false);
  const [date, setDate] = useState('');
  const dateId = useId();
  const [next] = room.events;
  return (
    <>
      <Space wrap>
        <Button type="primary" loading={moving} onClick={() => onMove({ by: 'day', withOthers })}>
          下一天
        </Button>
        <Button
          disabled={moving || next === undefined}
          onClick={() => onMove({ by: 'next-event', withOthers })}
          title={next?.what ?? '没有已知的下一个事件'}
        >
          到下一事件{next !== undefined && `：${clockDay(next.at)}`}
        </Button>
      </Space>
      <Space>
        <label htmlFor={dateId}>到</label>
        <Input
          id={dateId}
          type="date"
          min={dayOfInstant(Date.parse(room.now) + DAY_MS)}
          value={date}
          onChange={({ target }) => setDate(target.value)}
          style={{ width: 150 }}
        />
        <Button
          disabled={moving || date === ''}
          onClick={() => {
            onMove({ by: 'date', date, withOthers });
            setDate('');
          }}
        >
          推进到该日
        </Button>
      </Space>
      <Checkbox checked={withOthers} onChange={({ target }) => setWithOthers(target.checked)}>
        其他人员沿途办理
      </Checkbox>
      <Button disabled={moving} onClick={() => onMove('others')}>
        其他人员办理今日事项
      </Button>
    </>
  );
};
