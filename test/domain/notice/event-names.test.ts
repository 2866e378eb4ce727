import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NOTICES } from '../../../domain/notice/catalog.ts';
import { EVENT_NAMES, eventName } from '../../../domain/notice/event-names.ts';
import { actorName, SUBJECT_NAMES, subjectName } from '../../../domain/notice/subject-names.ts';

const FOLDERS = ['api', 'activities', 'cli', 'db', 'files', 'notify', 'tools', 'workers'];

const textsOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(join(folder, path), 'utf8'));

const SOURCES = FOLDERS.flatMap(textsOf);
const found = (pattern: RegExp): string[] => [
  ...new Set(SOURCES.flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name))),
];

describe('the words of the audit trail', () => {
  it('name every action that is appended to it', () => {
    const actions = found(
      /(?:action(?:: | = )|[aA]udit\w*\()[^;{}]*?'([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)'/gu,
    ).filter((action) => !(action in NOTICES));
    expect(actions.length).toBeGreaterThan(100);
    expect(actions.filter((action) => !(action in EVENT_NAMES))).toEqual([]);
  });

  it('name every kind of thing that an event is about', () => {
    const kinds = found(/appendAudit\([^;]*?subjectKind: '([a-z-]+)'/gu);
    expect(kinds.length).toBeGreaterThan(15);
    expect(kinds.filter((kind) => !(kind in SUBJECT_NAMES))).toEqual([]);
  });

  it('name the part of the system that acted, and a register without its code', () => {
    const parts = found(/systemDoing\(\s*'([a-z-]+)'/gu);
    expect(parts).toContain('portal');
    for (const part of parts) expect(actorName('system', part, null)).toMatch(/^系统（[^a-z]+）$/u);
    expect(actorName('system', 'portal', null)).toBe('系统（信息公开网页）');
    expect(actorName('officer', 'o1', '张三')).toBe('张三');
    expect(subjectName('register', 'inspector')).toBe('执法检查人员名录库');
    expect(subjectName('task', 't1')).toBe('检查任务 t1');
  });

  it('leave standing what a later release named', () => {
    expect(eventName('task.flown')).toBe('task.flown');
  });
});
