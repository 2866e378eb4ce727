import { useEffect, useRef, useState } from 'react';

const TICK_MS = 250;

/**
 * Business time of the server, milliseconds: the projector's own clock says nothing. Between two answers it runs with
 * the steady clock of this page, unless the server's stands still (a rehearsal whose time is stepped by hand).
 */
export const useServerClock = (now: string, receivedAtMs: number): number => {
  const [, tick] = useState(0);
  const before = useRef<{ now: string; stands: boolean }>({ now, stands: false });
  const seen = useRef(receivedAtMs);
  if (seen.current !== receivedAtMs) {
    seen.current = receivedAtMs;
    before.current = { now, stands: before.current.now === now };
  }
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const sinceMs = before.current.stands ? 0 : performance.now() - receivedAtMs;
  return Date.parse(now) + sinceMs;
};
