import type { z } from 'zod';
import { COMMANDS } from '../../shared/commands.ts';
import type { CommandName } from '../../shared/messages.ts';
import type { Caller } from '../identity/caller.ts';
import type { Reply } from '../commands/reply.ts';
import type { RoomService } from '../commands/room-service.ts';
import type { BudgetName } from '../limits/budget.ts';
import type { GuessCodec } from '../fast-path/guess-codec.ts';

/** A command as the dispatcher knows it: what it may cost, what it looks like, who carries it out. */
export interface Command {
  budget: BudgetName;
  /** The payload that was asked for, or undefined; strict schemas bound its size far below LIMITS.payloadBytes. */
  parse: (payload: unknown) => object | undefined;
  run: (caller: Caller, input: object) => Promise<Reply<CommandName>>;
}

/** Every command of docs/protocol.md with its budget. */
export function commandTable(
  service: RoomService,
  guessPayload: GuessCodec['payload'],
): ReadonlyMap<string, Command> {
  const command = (name: CommandName, budget: BudgetName): [string, Command] => {
    const schema: z.ZodType<object> = COMMANDS[name];
    return [
      name,
      {
        budget,
        parse:
          name === 'guess'
            ? guessPayload
            : (payload) => {
                const parsed = schema.safeParse(payload);
                return parsed.success ? parsed.data : undefined;
              },
        // The schema and the handler of one name belong together; the compiler cannot follow that through the table.
        run: service[name] as Command['run'],
      },
    ];
  };
  return new Map([
    command('guess', 'guess'),
    command('emote', 'emote'),
    command('create', 'command'),
    command('join', 'command'),
    command('ready', 'command'),
    command('leave', 'command'),
    command('configure', 'command'),
    command('start', 'command'),
    command('done', 'command'),
    command('end', 'command'),
    command('rematch', 'command'),
    command('rename', 'command'),
    command('team', 'command'),
    command('kick', 'command'),
    command('handover', 'command'),
    command('sync', 'command'),
    command('view', 'command'),
    command('time', 'command'),
  ]);
}
