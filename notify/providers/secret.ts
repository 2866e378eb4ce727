import { inspect } from 'node:util';
import { z } from 'zod';

/** A password or key that was read from a file of its own; it shows itself to nobody who does not ask. */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }
}

const IN_CLEAR =
  'must not be written here; put it into a file of its own and name that: {"file": "/run/secrets/…"}';

/** A field of the providers file that takes `{"file": "…"}` only; the adapter gets the file's text, trimmed. */
export const secret = z.instanceof(Secret, { error: IN_CLEAR }).transform((value) => value.reveal());

/** An address that may hold a password: in clear where it holds none, else `{"file": "…"}`. */
export const secretUrl = (protocols: readonly string[], example: string) =>
  z
    .union(
      [z.string().refine((text) => !URL.canParse(text) || new URL(text).password === '', IN_CLEAR), secret],
      {
        error: IN_CLEAR,
      },
    )
    .refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
      error: `is not a ${protocols.join(' or ')}// address; write it like ${example}`,
    });
