/** Where Postfix carries mail, by the domain of the recipient. */
export interface PostfixRoutes {
  /**
   * Domain → a Postfix transport: `smtp:[127.0.0.1]:2525`, or `error:5.1.1 no such user` for one that bounces, or
   * `retry:4.2.2 mailbox full` for one that keeps waiting.
   */
  readonly domains: Readonly<Record<string, string>>;
  /** For every other domain. */
  readonly otherwise: string;
}

interface Places {
  readonly directory: string;
  readonly configuration: string;
  readonly queue: string;
  readonly data: string;
  readonly logFile: string;
  readonly routes: PostfixRoutes;
}

/** `main.cf` (postconf(5)): one relay on the loopback interface that trusts it, and no look at any DNS. */
export const mainCf = ({ directory, configuration, queue, data, logFile, routes }: Places): string =>
  Object.entries({
    compatibility_level: '3.6',
    config_directory: configuration,
    queue_directory: queue,
    data_directory: data,
    command_directory: '/usr/sbin',
    daemon_directory: '/usr/lib/postfix/sbin',
    mail_owner: 'postfix',
    setgid_group: 'postdrop',
    maillog_file: logFile,
    maillog_file_prefixes: directory,
    myhostname: 'postfix.peer.invalid',
    mydestination: '',
    local_recipient_maps: '',
    alias_maps: '',
    inet_interfaces: '127.0.0.1',
    inet_protocols: 'ipv4',
    mynetworks: '127.0.0.0/8',
    smtpd_relay_restrictions: 'permit_mynetworks, reject',
    disable_dns_lookups: 'yes',
    smtp_host_lookup: 'native',
    transport_maps: `inline:{ ${Object.entries(routes.domains)
      .map(([domain, transport]) => `{ ${domain} = ${transport} }`)
      .join(', ')} }`,
    default_transport: routes.otherwise,
    // A failure ends as a bounce within seconds instead of days.
    maximal_queue_lifetime: '4s',
    bounce_queue_lifetime: '4s',
    minimal_backoff_time: '1s',
    maximal_backoff_time: '2s',
    queue_run_delay: '1s',
    smtputf8_enable: 'no',
  })
    .map(([name, value]) => `${name} = ${value}\n`)
    .join('');

/** `master.cf` (master(5)): what a relay needs, nothing in a chroot, so that the directory is all it touches. */
export const masterCf = (port: number): string =>
  [
    `127.0.0.1:${port} inet n - n - - smtpd`,
    'cleanup unix n - n - 0 cleanup',
    'qmgr unix n - n 1 1 qmgr',
    'rewrite unix - - n - - trivial-rewrite',
    'bounce unix - - n - 0 bounce',
    'defer unix - - n - 0 bounce',
    'trace unix - - n - 0 bounce',
    'flush unix n - n 1000? 0 flush',
    'proxymap unix - - n - - proxymap',
    'smtp unix - - n - - smtp',
    'error unix - - n - - error',
    'retry unix - - n - - error',
    'discard unix - - n - - discard',
    'anvil unix - - n - 1 anvil',
    'scache unix - - n - 1 scache',
    'postlog unix-dgram n - n - 1 postlogd',
    '',
  ].join('\n');
