import type { Commands } from '../../shared/commands.ts';
import type { CommandName } from '../../shared/messages.ts';
import { refuse, type RefusalCode } from '../../shared/refusal.ts';
import type { RoomRecord } from '../../shared/room/record.ts';
import * as rules from '../../shared/room/rules.ts';
import { changeSettings } from '../../shared/room/settings.ts';
import type { Settings, SettingsPatch } from '../../shared/settings.ts';
import type { Caller } from '../identity/caller.ts';
import { newRunId } from './ids.ts';
import { seatedIn } from './joining.ts';
import type { Reply } from './reply.ts';
import type { ServiceDeps } from './service-deps.ts';
import type { Rule, Executed } from './command-executor.ts';

type Handlers<Names extends CommandName> = {
  [Name in Names]: (caller: Caller, input: Commands[Name]) => Promise<Reply<Name>>;
};

export type Lobby = Handlers<
  'ready' | 'configure' | 'start' | 'done' | 'end' | 'rematch' | 'rename' | 'team' | 'handover'
>;

/** The commands of those who are seated, one rule each. */
export function createLobby(deps: ServiceDeps): Lobby {
  const { executor, views, quizzes, names, durations } = deps;

  const execute = (caller: Caller, roomId: string, rule: Rule): Promise<Executed | RefusalCode> =>
    executor.execute(roomId, (record) => seatedIn(record, caller.playerId) ?? rule(record));

  async function plain(caller: Caller, roomId: string, rule: Rule): Promise<Reply<'done'>> {
    const executed = await execute(caller, roomId, rule);
    return typeof executed === 'string' ? refuse(executed) : { ok: true };
  }

  async function viewed(caller: Caller, roomId: string, rule: Rule): Promise<Reply<'configure'>> {
    const executed = await execute(caller, roomId, rule);
    if (typeof executed === 'string') return refuse(executed);
    const seen = await views.of(roomId, caller.playerId);
    return seen ? { ok: true, ...seen } : refuse('no_such_room');
  }

  /** The settings after a change and their quiz, or why there is none. */
  function changed(
    { doc }: RoomRecord,
    patch: SettingsPatch,
  ): { settings: Settings; quiz: rules.QuizFacts } | { refuse: RefusalCode } {
    const settings = changeSettings(doc.settings, patch);
    if (!quizzes.quiz(settings.quiz)) return { refuse: 'no_such_quiz' };
    const quiz = quizzes.facts(settings);
    return quiz ? { settings, quiz } : { refuse: 'bad_payload' };
  }

  return {
    ready: (caller, { roomId, ready }) =>
      plain(caller, roomId, (record) => rules.ready(record, caller.playerId, ready)),

    configure: (caller, { roomId, settings: patch }) =>
      viewed(caller, roomId, (record) => {
        if (record.doc.hostId !== caller.playerId) return { refuse: 'not_host' };
        const next = changed(record, patch);
        if ('refuse' in next) return next;
        return rules.configure(record, caller.playerId, patch, next.quiz);
      }),

    async start(caller, { roomId }) {
      const executed = await execute(caller, roomId, (record) =>
        rules.start(record, caller.playerId, durations.countdownMs),
      );
      if (typeof executed === 'string') return refuse(executed);
      const { startsAt, endsAt } = executed.doc;
      return startsAt === null ? refuse('wrong_phase') : { ok: true, startsAt, endsAt };
    },

    done: (caller, { roomId }) => plain(caller, roomId, (record) => rules.done(record, caller.playerId)),

    end: (caller, { roomId }) => plain(caller, roomId, (record) => rules.end(record, caller.playerId)),

    rematch: (caller, { roomId, settings: patch = {} }) =>
      viewed(caller, roomId, (record) => {
        if (record.doc.hostId !== caller.playerId) return { refuse: 'not_host' };
        const next = changed(record, patch);
        if ('refuse' in next) return next;
        return rules.rematch(record, caller.playerId, { runId: newRunId(), patch, ...next });
      }),

    async rename(caller, { roomId, name: wished }) {
      const name = names.accept(wished);
      if (name === null) return refuse('name_rejected');
      const executed = await execute(caller, roomId, (record) => rules.rename(record, caller.playerId, name));
      if (typeof executed === 'string') return refuse(executed);
      caller.name = name;
      deps.onSeated(caller.playerId, name);
      return { ok: true, name };
    },

    team: (caller, { roomId, team }) =>
      plain(caller, roomId, (record) => rules.chooseTeam(record, caller.playerId, team)),

    handover: (caller, { roomId, playerId: target }) =>
      plain(caller, roomId, (record) => rules.handover(record, caller.playerId, target)),
  };
}
