/** For the command that is handed a bounce by a mail server. */
export { type BounceResult, recordBounce } from '../notify/bounces/record-bounce.ts';
