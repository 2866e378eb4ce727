import { readFileSync } from 'node:fs';
import { LETS_LIE } from '../../tools/temporal/live-server.ts';

/** The lines of one service of the compose file. */
const serviceOf = (name: string): string => {
  const [, behind = ''] = readFileSync('docker-compose.yml', 'utf8').split(`\n  ${name}:\n`);
  return behind.split(/\n {2}\S/)[0] ?? '';
};

it('lets the Temporal server of the containers leave as much garbage as the one that npm start runs', () => {
  const temporal = serviceOf('temporal');
  expect(temporal).toContain('image: temporalio/server:');
  expect(/^ {6}GOGC: "(.+)"$/m.exec(temporal)?.[1]).toBe(LETS_LIE.GOGC);
  expect(/^ {6}GOMEMLIMIT: \$\{TEMPORAL_MEMORY_LIMIT:-(.+)\}$/m.exec(temporal)?.[1]).toBe(
    LETS_LIE.GOMEMLIMIT,
  );
});
