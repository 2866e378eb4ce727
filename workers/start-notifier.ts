/** The notifier for a process that runs it beside other work: `npm start`, a rehearsal. */
export { type Notifier, startNotifier } from '../notify/notifier.ts';
export { providersOfUrls } from '../notify/providers/providers-of-urls.ts';
