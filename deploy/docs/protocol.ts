import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { COMMANDS } from '../../shared/commands.ts';
import { LIMITS } from '../../shared/limits.ts';
import type { CommandName } from '../../shared/messages.ts';
import { REFUSALS } from '../../shared/refusal.ts';
import { SettingsInputSchema, SettingsPatchSchema, SettingsSchema } from '../../shared/settings.ts';
import * as shapes from '../../shared/shapes.ts';
import { EMOTES } from '../../shared/words.ts';
import { fieldNotes, notation } from './notation.ts';

/** `npm run docs`: docs/protocol.md from the schemas of shared/ and the prose of protocol.template.md. */
const SHAPES: [string, z.ZodType][] = [
  ['City', shapes.CitySchema],
  ['Score', shapes.ScoreSchema],
  ['Player', shapes.PlayerSchema],
  ['Standing', shapes.StandingSchema],
  ['Results', shapes.ResultsSchema],
  ['Settings', SettingsSchema],
  ['View', shapes.ViewSchema],
  ['Run', shapes.RunSchema],
];
const NAMED = new Map<z.ZodType, string>([
  ...SHAPES.map(([name, schema]) => [schema, name] as const),
  [shapes.RoomEventSchema, 'RoomEvent'],
  [SettingsInputSchema, 'settings'],
  [SettingsPatchSchema, 'part of settings'],
]);

const cell = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;
const row = (...cells: string[]): string => `| ${cells.join(' | ')} |`;

const commands = (): string =>
  Object.entries(COMMANDS)
    .map(([name, schema]) =>
      row(
        cell(name),
        cell(notation(schema, NAMED)),
        cell(notation(shapes.ANSWERS[name as CommandName], NAMED)),
      ),
    )
    .join('\n');

const events = (): string =>
  shapes.RoomEventSchema.options
    .map((option) => {
      const fields = notation(option, NAMED).replace(
        /seq: [^,]+, at: [^,]+, covers\?: [^,]+, type: '\w+'(, )?/,
        '',
      );
      return row(cell(option.shape.type.value), fields === '{ }' || fields === '{  }' ? '' : cell(fields));
    })
    .join('\n');

const messages = (): string =>
  Object.entries(shapes.MESSAGES)
    .map(([name, schema]) => row(cell(name), cell(notation(schema, NAMED))))
    .join('\n');

const shapeList = (): string =>
  SHAPES.map(([name, schema]) => {
    const notes = fieldNotes(schema).map(([field, note]) => `- \`${field}\`: ${note}`);
    return [
      `### ${name}`,
      '',
      '```',
      notation(schema, NAMED).replaceAll(', ', ',\n  ').replace('{ ', '{\n  ').replace(/ }$/, '\n}'),
      '```',
      ...(notes.length > 0 ? ['', ...notes] : []),
    ].join('\n');
  }).join('\n\n');

const refusals = (): string =>
  Object.entries(REFUSALS)
    .map(([code, message]) => row(cell(code), message))
    .join('\n');

const limits = (): string =>
  Object.entries(LIMITS)
    .map(([name, value]) => row(cell(name), String(Math.round(value * 1000) / 1000)))
    .join('\n');

/** The document as it must stand in docs/protocol.md. */
export function protocolDocument(): string {
  const template = readFileSync(join(import.meta.dirname, 'protocol.template.md'), 'utf8');
  const parts: Record<string, () => string> = {
    commands,
    events,
    messages,
    shapes: shapeList,
    refusals,
    limits,
    emotes: () => EMOTES.map((emote) => `\`${emote}\``).join(' '),
    settings: () => `\`${notation(SettingsInputSchema, NAMED)}\``,
  };
  return template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const part = parts[name];
    if (!part) throw new Error(`protocol.template.md names an unknown part: ${name}`);
    return part();
  });
}

if (import.meta.filename === process.argv[1]) {
  writeFileSync(join(import.meta.dirname, '../../docs/protocol.md'), protocolDocument());
}
