/** The mark in the browser's tab: two dice faces for 双随机, drawn, so that no picture is shipped. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#1f4e8c"/><g fill="#fff"><circle cx="9" cy="9" r="3"/><circle cx="16" cy="16" r="3"/><circle cx="23" cy="23" r="3"/><circle cx="23" cy="9" r="3"/><circle cx="9" cy="23" r="3"/></g></svg>`;

export const ICON_PATH = '/favicon.svg';
