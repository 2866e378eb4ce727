import { useLayoutEffect, useRef } from 'react';
import { NavigationType, useLocation, useNavigationType } from 'react-router';

/**
 * A page that a link leads to begins at its head. Back and forward are left to the browser, which remembers where one was;
 * a filter or a tab in the address of the same page moves nothing.
 */
export const useHeadOfPage = (): void => {
  const { pathname, hash } = useLocation();
  const way = useNavigationType();
  const last = useRef(pathname);
  useLayoutEffect(() => {
    if (last.current === pathname) return;
    last.current = pathname;
    if (way !== NavigationType.Pop && hash === '') window.scrollTo(0, 0);
  });
};
