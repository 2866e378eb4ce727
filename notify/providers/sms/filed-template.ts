import { z } from 'zod';
import type { OutgoingSms } from '../provider.ts';

const VARIABLE = /\$\{(\w+)\}/g;

/**
 * One template as it is filed with a provider (报备模板). `text` is the filed wording with `${name}` for each variable
 * in the filed order, without the signature. A notice whose wording depends on its phase has one entry for each.
 */
const Filed = z
  .strictObject({
    notice: z.string().min(1),
    version: z.number().int().min(1),
    audience: z.enum(['officer', 'unit']),
    /** The provider's: `SMS_123456789`, `1110`. */
    code: z.string().min(1),
    /** Filed signature without its brackets; must be the one that the message bears. */
    signature: z.string().min(2),
    text: z.string().min(1),
    /** Characters that a variable may have, where they differ from the provider's usual limit. */
    limits: z.record(z.string(), z.number().int().min(1)).default({}),
    state: z.enum(['approved', 'pending', 'rejected'], {
      error: 'is not a state of review; use approved, pending or rejected',
    }),
  })
  .superRefine(({ text, limits }, context) => {
    const names = [...text.matchAll(VARIABLE)].map(([, name]) => name);
    const wrong = (message: string) => context.addIssue({ code: 'custom', path: ['text'], message });
    if (/[【】]/.test(text)) wrong('holds 【 or 】, which belong to the signature alone');
    if (/\}\$\{/.test(text)) wrong('has two variables side by side, which providers refuse');
    if (new Set(names).size < names.length) wrong('names a variable twice');
    for (const name of Object.keys(limits))
      if (!names.includes(name)) wrong(`has no variable ${name}, which limits names`);
  });

export const FiledTemplates = z.array(Filed).min(1, 'names no template');

type FiledTemplate = z.output<typeof Filed>;

/** A message as the provider wants it. */
export interface FiledMessage {
  readonly code: string;
  readonly signature: string;
  /** In the filed order. */
  readonly variables: readonly { readonly name: string; readonly value: string }[];
}

export type Fitting = FiledMessage | { readonly problem: string };

/**
 * Finds the filed template of a message and the values of its variables. They are read out of the message's own
 * wording, so what the recipient reads is letter by letter what our record says. The first entry that fits is taken.
 * @param usualLimit characters that the provider takes in one variable
 * @returns the problem, in Chinese, where the message cannot go by this provider
 */
export const fitterOf = (templates: readonly FiledTemplate[], usualLimit: number) => {
  const compiled = templates.map((template) => ({ template, ...patternOf(template, usualLimit) }));
  return ({ text, notice }: Pick<OutgoingSms, 'text' | 'notice'>): Fitting => {
    const { code, version, audience } = notice;
    const what = `通知“${code}”第 ${version} 版（${audience === 'unit' ? '检查对象' : '执法人员'}）`;
    const filed = compiled.filter(
      ({ template: t }) => t.notice === code && t.version === version && t.audience === audience,
    );
    if (filed.length === 0) return { problem: `${what}没有在该短信平台报备模板` };
    const approved = filed.filter(({ template }) => template.state === 'approved');
    if (approved.length === 0) return { problem: `${what}的报备模板尚未通过审核` };
    const { signature, body } = splitSignature(text);
    const signed = approved.filter(({ template }) => template.signature === signature);
    if (signed.length === 0) return { problem: `短信签名【${signature}】没有在该短信平台报备` };
    for (const { template, pattern, names } of signed) {
      const found = pattern.exec(body);
      if (found === null) continue;
      const variables = names.map((name, at) => ({ name, value: found[at + 1] ?? '' }));
      return { code: template.code, signature, variables };
    }
    return { problem: `${what}的文字与报备模板不一致，或者变量超过平台限定的长度` };
  };
};

/** The signature 【…】 in front of a text, and the rest. */
export const splitSignature = (text: string): { signature: string; body: string } => {
  const found = /^【([^】]*)】/.exec(text);
  return found === null
    ? { signature: '', body: text }
    : { signature: found[1] ?? '', body: text.slice(found[0].length) };
};

const patternOf = ({ text, limits }: FiledTemplate, usualLimit: number) => {
  const names = [...text.matchAll(VARIABLE)].map(([, name]) => name ?? '');
  const literals = text.split(/\$\{\w+\}/).map((literal) => literal.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  const body = literals.reduce((pattern, literal, at) => {
    const name = names[at - 1] ?? '';
    return `${pattern}(.{1,${limits[name] ?? usualLimit}}?)${literal}`;
  });
  return { names, pattern: new RegExp(`^${body}$`, 'su') };
};
