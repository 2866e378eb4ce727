import { useEffect, useState } from 'react';

const AFTER_MS = 300;

/** What was typed, once the typing rests: the server is not asked for every letter. */
export const useLater = (text: string): string => {
  const [later, settle] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => settle(text), AFTER_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return later;
};
