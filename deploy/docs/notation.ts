import { z } from 'zod';

interface JsonSchema {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  description?: string;
}

const LARGEST = Number.MAX_SAFE_INTEGER;

const range = (schema: JsonSchema): string => {
  const { minimum, maximum } = schema;
  const low = minimum === undefined || minimum === -LARGEST ? '' : String(minimum);
  const high = maximum === undefined || maximum === LARGEST ? '' : String(maximum);
  return low || high ? ` ${low}…${high}` : '';
};

const length = ({ minLength, maxLength }: JsonSchema): string =>
  maxLength === undefined ? '' : ` of ${minLength === maxLength ? '' : `${minLength ?? 0}…`}${maxLength}`;

/** A schema as a person writes a type: `{ name: string, team?: integer 0…7 }`. Known shapes are named instead of repeated. */
export function notation(schema: z.ZodType, named: ReadonlyMap<z.ZodType, string>, top = true): string {
  if (!top && named.has(schema)) return named.get(schema)!;
  const json = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const name = named.get(zodSchema as unknown as z.ZodType);
      if (name !== undefined && (zodSchema as unknown) !== schema) {
        for (const key of Object.keys(jsonSchema)) Reflect.deleteProperty(jsonSchema, key);
        jsonSchema.const = `\u0000${name}`;
      }
    },
  });
  return write(json as JsonSchema);
}

function write(schema: JsonSchema): string {
  if (typeof schema.const === 'string' && schema.const.startsWith('\u0000')) return schema.const.slice(1);
  if (schema.const !== undefined) return JSON.stringify(schema.const).replaceAll('"', "'");
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value).replaceAll('"', "'")).join(' | ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map(write).join(' | ');
  const kind = Array.isArray(schema.type) ? '' : (schema.type ?? '');
  switch (kind) {
    case 'object': {
      const required = new Set(schema.required);
      const fields = Object.entries(schema.properties ?? {}).map(
        ([name, value]) => `${name}${required.has(name) ? '' : '?'}: ${write(value)}`,
      );
      return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
    }
    case 'array': {
      const item = write(schema.items ?? {});
      return item.includes(' | ') ? `(${item})[]` : `${item}[]`;
    }
    case 'string':
      return `string${length(schema)}`;
    case 'integer':
    case 'number':
      return `${kind}${range(schema)}`;
    default:
      return kind || 'unknown';
  }
}

/** The fields of an object with what their schemas say about them. */
export function fieldNotes(schema: z.ZodType): [name: string, note: string][] {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  return Object.entries(json.properties ?? {}).flatMap(([name, { description }]) =>
    description === undefined ? [] : [[name, description] as [string, string]],
  );
}
