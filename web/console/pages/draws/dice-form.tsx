import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Select } from 'antd';
import { useRef, useState } from 'react';
import { giveCommand, newCommandId } from '../../../shared/commands.ts';
import { read } from '../../../shared/http.ts';
import { ProblemAlert } from '../../layout/page.tsx';
import { drawPath, type Room } from './use-draw.ts';

interface Officers {
  readonly officers: readonly { readonly id: string; readonly name: string; readonly active: boolean }[];
}

const onlyDigits = (text: string): string => text.replace(/[^0-9]/g, '');

/** What one person read off the dice; sent, it leaves the screen. */
export const DiceForm = ({ room }: { readonly room: Room }) => {
  const [digits, setDigits] = useState('');
  const [readBy, setReadBy] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [said, say] = useState<string | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const id = useRef(newCommandId());
  const queries = useQueryClient();
  const officers = useQuery({ queryKey: ['officers'], queryFn: () => read<Officers>('/api/officers') });
  const typed = onlyDigits(digits);
  const least = room.sources.find((source) => source.id === room.sourceId)?.least ?? 0;
  const give = async () => {
    setBusy(true);
    setError(null);
    try {
      const outcome = await giveCommand(`${drawPath(room.id)}/commands/enterDice`, id.current, {
        digits,
        readBy,
      });
      say(outcome.message);
      // The next person may sit down here: nothing of what was typed stays on the screen.
      setDigits('');
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown : new Error(String(thrown)));
    } finally {
      id.current = newCommandId();
      setBusy(false);
      await queries.invalidateQueries({ queryKey: ['draw', room.id] });
    }
  };
  return (
    <Form layout="vertical" onFinish={() => void give()}>
      <Form.Item label="宣读人" htmlFor="dice-reader" required>
        <Select
          id="dice-reader"
          showSearch={{ optionFilterProp: 'label' }}
          value={readBy}
          onChange={setReadBy}
          placeholder="谁把骰子读出来"
          options={(officers.data?.officers ?? [])
            .filter(({ active }) => active)
            .map((officer) => ({ value: officer.id, label: officer.name }))}
        />
      </Form.Item>
      <Form.Item
        label="按投掷顺序录入每一次的数字（0–9）"
        htmlFor="dice-digits"
        required
        help={`已录入 ${typed.length} 次，至少 ${least} 次；空格不计。`}
      >
        <Input.TextArea
          id="dice-digits"
          rows={4}
          value={digits}
          onChange={(event) => setDigits(event.target.value)}
          inputMode="numeric"
          autoComplete="off"
          spellCheck={false}
          style={{ fontFamily: 'monospace', fontSize: 22, letterSpacing: 3 }}
        />
      </Form.Item>
      <p
        aria-hidden="true"
        style={{ fontFamily: 'monospace', fontSize: 18, margin: '16px 0', overflowWrap: 'anywhere' }}
      >
        {(typed.match(/.{1,5}/g) ?? []).join('　')}
      </p>
      {error !== null && <ProblemAlert error={error} />}
      {said !== null && error === null && <Alert type="info" showIcon role="status" title={said} />}
      <Button
        type="primary"
        size="large"
        htmlType="submit"
        loading={busy}
        disabled={readBy === undefined || typed.length < least}
        style={{ marginTop: 16 }}
      >
        提交录入
      </Button>
    </Form>
  );
};
