import { styleSheet } from '../pages/style.ts';

/** What the public pages have beside the sheet of all pages. */
export const PORTAL_STYLE = styleSheet('portal', new URL('./portal.css', import.meta.url));
