import { loadConfig } from '../../runtime/environment.ts';
import { diagnose, formatReport } from '../../tools/doctor/diagnose.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';

export const DOCTOR_USAGE = '用法：doctor [--json]\n  列出现有和缺少的部件，以及每个缺少的部件能开启什么\n';

/** `doctor`: 0 where nothing that is configured is broken, 1 where something is, 2 where it is called wrongly. */
export const runDoctorCommand = async (args: string[], io: CommandIo): Promise<number> => {
  if (args.some((argument) => argument !== '--json')) {
    io.stderr.write(DOCTOR_USAGE);
    return EXIT.usage;
  }
  const report = await diagnose(loadConfig());
  io.stdout.write(args.includes('--json') ? `${JSON.stringify(report, null, 2)}\n` : formatReport(report));
  return report.healthy ? EXIT.ok : EXIT.failed;
};
