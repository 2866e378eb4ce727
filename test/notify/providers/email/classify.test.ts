import { type BodyProgress, classify, type SmtpError } from '../../../../notify/providers/email/classify.ts';

const failed = (command: string, response: string): SmtpError =>
  Object.assign(new Error(response), {
    code: 'EENVELOPE',
    command,
    response,
    responseCode: Number(response.slice(0, 3)),
  });
const lost = (code: string): SmtpError => Object.assign(new Error('lost'), { code });

describe('what an SMTP reply means', () => {
  it.each<[string, string, object]>([
    ['RCPT TO', '550 5.1.1 no such user', { kind: 'permanent', isBadAddress: true, isProviderFault: false }],
    ['RCPT TO', '550 user unknown', { kind: 'permanent', isBadAddress: true, isProviderFault: false }],
    ['RCPT TO', '552 5.2.2 mailbox full', { kind: 'permanent', isProviderFault: false }],
    ['RCPT TO', '452 4.2.2 mailbox full', { kind: 'temporary', isProviderFault: false }],
    ['RCPT TO', '550 5.7.1 relaying denied', { kind: 'permanent' }],
    [
      'RCPT TO',
      '450 4.7.1 greylisted, see you',
      { kind: 'temporary', isProviderFault: false, againInMs: 301_000 },
    ],
    ['DATA', '554 5.7.1 spam', { kind: 'permanent' }],
    ['DATA', '451 4.3.0 disk full', { kind: 'temporary' }],
    ['DATA', '421 4.3.2 shutting down', { kind: 'temporary' }],
  ])('at %s, %s', (command, response, meaning) => {
    expect(classify(failed(command, response), 'unasked')).toEqual({
      code: response.slice(0, 3),
      answer: response,
      ...meaning,
    });
  });

  it.each([
    ['CONN', '554 no service here'],
    ['EHLO', '550 no'],
    ['AUTH PLAIN', '535 5.7.8 wrong password'],
    ['MAIL FROM', '550 5.7.1 sender not allowed'],
    ['MAIL FROM', '530 5.7.0 sign in first'],
    ['RCPT TO', '530 5.7.0 sign in first'],
  ])('loses no mail to a broken account: %s, %s', (command, response) => {
    const outcome = classify(failed(command, response), 'unasked');
    expect(outcome).toMatchObject({ kind: 'temporary' });
    expect(outcome).not.toHaveProperty('isProviderFault');
  });

  it.each<[string, BodyProgress, string]>([
    ['ECONNECTION', 'unasked', 'temporary'],
    ['ECONNECTION', 'begun', 'temporary'],
    ['ECONNECTION', 'ended', 'unknown'],
    ['ETIMEDOUT', 'ended', 'unknown'],
    ['ABORT_ERR', 'ended', 'unknown'],
    ['EMESSAGE', 'unasked', 'permanent'],
  ])('without one: %s with the text %s is %s', (code, body, kind) => {
    expect(classify(lost(code), body)).toMatchObject({ kind, code });
  });
});
