import type { Answers, CommandName } from '../../shared/messages.ts';
import type { Refusal } from '../../shared/refusal.ts';

/** What a command is answered with: a refusal, or its answer (where that is `{}`, `ok` alone). */
export type Reply<Name extends CommandName> =
  Refusal | ({ ok: true } & (string extends keyof Answers[Name] ? unknown : Answers[Name]));
