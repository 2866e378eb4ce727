import { type ReactNode, useEffect, useRef } from 'react';

/** The boxes in which antd lets a wide or long table scroll; it has no way to say that the keyboard may go there. */
const SCROLLED = '.ant-table-content, .ant-table-body';

/** Lets the keyboard scroll every table in it, whenever one comes: on a phone most are wider than the screen. */
export const ReachableTables = ({ children }: { readonly children: ReactNode }) => {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = box;
    if (current === null) return;
    const reach = () => {
      for (const each of current.querySelectorAll<HTMLElement>(SCROLLED)) each.tabIndex = 0;
    };
    reach();
    const watching = new MutationObserver(reach);
    watching.observe(current, { childList: true, subtree: true });
    return () => watching.disconnect();
  }, []);
  return <div ref={box}>{children}</div>;
};
