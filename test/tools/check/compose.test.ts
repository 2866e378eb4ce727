import { composeFile } from '../../../tools/check/compose.ts';
import { checked, problemsOf } from './tree.ts';

const compose = (service: string, rest = ''): Record<string, string> => ({
  'docker-compose.yml': `services:\n  web:\n${service
    .trim()
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')}\n${rest}`,
});

const GOOD = `
image: nginx:1.29.1
user: "101"
restart: unless-stopped
healthcheck: { test: ["CMD", "true"] }
`;

describe('the compose check', () => {
  it('passes a pinned service with a health check, a restart policy and an account', async () => {
    expect(await checked(composeFile, compose(GOOD))).toEqual({
      problems: [],
      looked: 1,
      things: 'services',
    });
  });

  it.each([
    ['a secret that is not defined', `${GOOD}\nsecrets: [password]`, /undefined secret/],
    [
      'a service to wait for that is not there',
      `${GOOD}\ndepends_on: [database]`,
      /undefined service|depends on/,
    ],
    ['an image without a version', GOOD.replace(':1.29.1', ''), /without a full version tag/],
    ['an image that moves', GOOD.replace('1.29.1', 'latest'), /without a full version tag/],
    ['a service that is not restarted', GOOD.replace(/restart.*/, ''), /no restart policy/],
    ['a service that nobody asks for its health', GOOD.replace(/healthcheck.*/, ''), /no health check/],
    ['root', GOOD.replace('"101"', 'root'), /runs as root/],
    ['a word that compose does not know', `${GOOD}\nimagine: x`, /imagine/],
  ])('finds %s', async (_what, service, finding) => {
    expect(await problemsOf(composeFile, compose(service))).toMatch(finding);
  });
});
