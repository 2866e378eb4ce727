/** Where a kept rehearsal is looked at. */
export interface ShownAt {
  readonly homeUrl: string;
  readonly mailUrl: string;
  readonly smsUrl: string;
}

/** One that somebody moved and acted in: its id ends so. */
const BY_HAND = /-hand$/;

/** What whoever opens a kept rehearsal reads first (Chinese), a line each. */
export const shownAtLines = (id: string, { homeUrl, mailUrl, smsUrl }: ShownAt): readonly string[] => [
  `演练 ${id}（只供查看，不能登录或办理）`,
  `  总览  ${homeUrl}/`,
  `  公开  ${homeUrl}/public　（计划、抽取、结果，如公众所见）`,
  `  通知  ${homeUrl}/messages　（每件通知的全过程）`,
  `  邮件  ${mailUrl}`,
  `  短信  ${smsUrl}`,
  // Its units would open links that lead nowhere: no application runs while a whole year is rehearsed.
  ...(BY_HAND.test(id)
    ? []
    : [
        '  链接  自动演练全年时没有可以办理的网页，不向检查对象发送办理链接；要看检查对象如何办理，请用手动演练：rehearsal open',
      ]),
  '  按 Ctrl-C 关闭',
];
