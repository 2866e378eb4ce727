import { secondsSince } from '../process/seconds.ts';
import { buildWeb } from './build-web.ts';

const startedAt = Date.now();
const built = await buildWeb();
console.log(built ? `[网页] 已构建，用时 ${secondsSince(startedAt)}` : '[网页] 已是最新，不必重新构建');
