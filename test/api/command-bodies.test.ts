import type { z } from 'zod';
import type { COMMAND_BODIES } from '../../api/resources/commands/command-bodies.ts';
import type { settingsSchema } from '../../api/resources/settings/settings-schema.ts';
import { COMMANDS, type CommandOf } from '../../api/services/command-catalog.ts';
import { COMMAND_RIGHTS, type CommandName } from '../../domain/rights/rights.ts';
import type { AuthoritySettings } from '../../domain/settings/settings.ts';

type Writable<T> = T extends object ? { -readonly [K in keyof T]: Writable<T[K]> } : T;
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Intersections and omissions spelled out, so that equal shapes are equal types. */
type Flat<T> = T extends object ? { [K in keyof T]: Flat<T[K]> } : T;

type Body<N extends CommandName> = Flat<Omit<z.output<(typeof COMMAND_BODIES)[N]>, 'id'>>;
type Contract<N extends CommandName> = Flat<Writable<Omit<CommandOf<N>, 'id' | 'actorId' | 'actorKind'>>>;
/** Names of the commands whose body and contract differ. */
type Differing = { [N in CommandName]: Same<Body<N>, Contract<N>> extends true ? never : N }[CommandName];

const proved = <T extends true>(value: T): T => value;

describe('the bodies of commands', () => {
  it('mirror the contracts of the workflows (held by the compiler)', () => {
    expect(proved<Same<Differing, never>>(true)).toBe(true);
  });

  it('stand for exactly the commands that somebody may give', () => {
    expect(Object.keys(COMMANDS).sort()).toEqual(Object.keys(COMMAND_RIGHTS).sort());
    for (const [name, { update }] of Object.entries(COMMANDS)) expect(update.name).toBe(name);
  });
});

describe('the schema of settings', () => {
  it('mirrors the type of the domain (held by the compiler)', () => {
    type Schema = Flat<z.output<typeof settingsSchema>>;
    expect(proved<Same<Schema, Flat<Writable<AuthoritySettings>>>>(true)).toBe(true);
  });
});
