import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';
import type { CommandName } from '../../../domain/rights/rights.ts';
import { givenBy } from './rights.ts';

interface NotOwn {
  readonly command: CommandName;
  readonly label: string;
}

const Group = createContext<((one: NotOwn) => () => void) | null>(null);

/** Tells the group around it that a command stands open which is another's to give. */
export const useNotOwn = (command: CommandName, label: string, isNotOwn: boolean): void => {
  const add = useContext(Group);
  useEffect(
    () => (isNotOwn && add !== null ? add({ command, label }) : undefined),
    [add, command, label, isNotOwn],
  );
};

/** Commands beside each other: of those that the person may not give it is said who does (由…办理). */
export const CommandGroup = ({ children }: { readonly children: ReactNode }) => {
  const [others, setOthers] = useState<readonly NotOwn[]>([]);
  const add = useCallback((one: NotOwn) => {
    setOthers((before) => [...before, one]);
    return () => setOthers((before) => before.filter((other) => other !== one));
  }, []);
  const byWhom = [...Map.groupBy(others, ({ command }) => givenBy(command))];
  return (
    <Group value={add}>
      {children}
      {byWhom.length > 0 && (
        <span className="quiet-text">
          {byWhom
            .map(([who, ofThese]) => `${ofThese.map(({ label }) => label).join('、')}由${who}办理`)
            .join('；')}
        </span>
      )}
    </Group>
  );
};
