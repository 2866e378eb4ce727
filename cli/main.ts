import type { Command } from './dispatch.ts';
import { dispatch } from './dispatch.ts';

/** Every command of the program, in the order of the help text. */
const COMMANDS: readonly Command[] = [
  {
    name: 'start',
    summary: '一条命令：备齐所需，演练 2021 年，然后正式运行',
    load: async () => {
      const { runStartCommand: run, START_USAGE: usage } = await import('./start/start-command.ts');
      return { run, usage };
    },
  },
  {
    name: 'rehearse',
    summary: '演练一个年度：用合成名录和真实流程走完全年，给出汇总和核对结果',
    load: async () => {
      const { runRehearseCommand: run, REHEARSE_USAGE: usage } = await import(
        './rehearse/rehearse-command.ts'
      );
      return { run, usage };
    },
  },
  {
    name: 'rehearsal',
    summary: '手动演练一个年度；列出留存的演练，或打开其中一次的总览、邮件和短信',
    load: async () => {
      const { runRehearsalCommand: run, REHEARSAL_USAGE: usage } = await import('./rehearse/show-command.ts');
      return { run, usage };
    },
  },
  {
    name: 'plan',
    summary: '读取年度抽查工作计划，列出计划行和疑点；按原表样式写出',
    load: async () => {
      const { runPlanCommand: run, PLAN_USAGE: usage } = await import('./plan/plan-command.ts');
      return { run, usage };
    },
  },
  {
    name: 'doctor',
    summary: '列出现有和缺少的部件，以及缺少的部件能开启什么',
    load: async () => {
      const { runDoctorCommand: run, DOCTOR_USAGE: usage } = await import('./operate/doctor-command.ts');
      return { run, usage };
    },
  },
  {
    name: 'case',
    summary: '核对导出的案卷是否与导出时相同',
    load: async () => {
      const { runCaseCommand: run, CASE_USAGE: usage } = await import('./case/verify-command.ts');
      return { run, usage };
    },
  },
  {
    name: 'migrate',
    summary: '将 DATABASE_URL 的数据库升级到当前版本',
    load: async () => {
      const { runMigrateCommand: run, MIGRATE_USAGE: usage } = await import('./operate/migrate-command.ts');
      return { run, usage };
    },
  },
  {
    name: 'authority',
    summary: '列出实施主体，或建立一个实施主体及其首个账号',
    load: async () => {
      const { runAuthorityCommand: run, AUTHORITY_USAGE: usage } = await import(
        './operate/authority-command.ts'
      );
      return { run, usage };
    },
  },
  {
    name: 'registers',
    summary: '写出名录样表，导入人员、事项清单、检查对象、执法检查人员',
    load: async () => {
      const { runRegistersCommand: run, REGISTERS_USAGE: usage } = await import(
        './registers/registers-command.ts'
      );
      return { run, usage };
    },
  },
  {
    name: 'contact',
    summary: '写出联系人样表，导入检查对象和工作人员的联系人',
    load: async () => {
      const { runContactCommand: run, CONTACT_USAGE: usage } = await import('./registers/contact-command.ts');
      return { run, usage };
    },
  },
  {
    name: 'draw',
    summary: '写出、核验、说明一次抽取的全部证据',
    load: async () => {
      const { runDrawCommand: run, DRAW_USAGE: usage } = await import('./draw/draw-command.ts');
      return { run, usage };
    },
  },
  {
    name: 'provider',
    summary: '邮件和短信的提供商：列出、停用、恢复、调权重，每次变更留存理由和决定人',
    load: async () => {
      const { runProviderCommand: run, PROVIDER_USAGE: usage } = await import(
        './provider/provider-command.ts'
      );
      return { run, usage };
    },
  },
  {
    name: 'message',
    summary: '查某个对象收到了哪些通知、有没有送达，核对、补发、取消，导出送达证明',
    load: async () => {
      const { runMessageCommand: run, MESSAGE_USAGE: usage } = await import('./message/message-command.ts');
      return { run, usage };
    },
  },
  {
    name: 'campaign',
    summary: '批量通知的进度：应有、缺漏、送达，补发未送达的，试发',
    load: async () => {
      const { runCampaignCommand: run, CAMPAIGN_USAGE: usage } = await import(
        './campaign/campaign-command.ts'
      );
      return { run, usage };
    },
  },
  {
    name: 'keys',
    summary: '生成、登记、更换、挂失签名密钥，对抽取公告和回执签名',
    load: async () => {
      const { runKeysCommand: run, KEYS_USAGE: usage } = await import('./keys/keys-command.ts');
      return { run, usage };
    },
  },
  {
    name: 'officer',
    summary: '列出工作人员，或给某人一个初始密码',
    load: async () => {
      const { runOfficerCommand: run, OFFICER_USAGE: usage } = await import('./operate/officer-command.ts');
      return { run, usage };
    },
  },
  {
    name: 'audit',
    summary: '核验审计链',
    load: async () => {
      const { runAuditCommand: run, AUDIT_USAGE: usage } = await import('./operate/audit-command.ts');
      return { run, usage };
    },
  },
];

// Whoever reads only the first lines (`| head`) has what he wanted.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await dispatch(COMMANDS, process.argv.slice(2), process);
