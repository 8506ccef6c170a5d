import { createHash, randomBytes } from 'node:crypto';
import express, { Router } from 'express';
import { z } from 'zod';
import { isRoomId } from '../../shared/ids.ts';
import { LIMITS } from '../../shared/limits.ts';
import type { Person } from '../identity/token.ts';
import type { HttpDeps } from './deps.ts';
import { sendProblem } from './problem.ts';
import type { Rates } from './rates.ts';
import { sendJson } from './reply.ts';

const SessionSchema = z.strictObject({
  name: z
    .string()
    .max(4 * LIMITS.nameLength)
    .optional(),
});
const LinkSchema = z.strictObject({ roomId: z.string().refine(isRoomId).optional() });
/** What a link stands for in the store, under the hash of its token. */
const CarriedSchema = z.object({ playerId: z.string(), name: z.string(), roomId: z.string().optional() });

const HOUR_MS = 3_600_000;
/** 128 random bits, base64url. */
const LINK_TOKEN = /^[A-Za-z0-9_-]{22}$/;

type SessionDeps = Pick<HttpDeps, 'config' | 'durations' | 'store' | 'identities' | 'names'>;

/**
 * Who somebody is, as a cookie: `POST /api/session { name? }`; and single-use links that make another device the same
 * player: `POST /api/links { roomId? }` → `{ url, expiresAt }`, `POST /api/links/:token` → `{ playerId, name, roomId? }`.
 */
export function sessionRoutes(deps: SessionDeps, rates: Rates): Router {
  const { config, store, identities } = deps;
  const router = Router();
  const json = express.json({ limit: config.limits.payloadBytes });

  router.post('/api/session', json, async (request, response) => {
    const body = SessionSchema.safeParse(request.body ?? {});
    if (!body.success) {
      sendProblem(response, 'bad_payload');
      return;
    }
    let who: Person = identities.fromRequest(request.headers) ?? identities.newGuest();
    if (body.data.name !== undefined) {
      const name = deps.names.accept(body.data.name);
      if (name === null) {
        sendProblem(response, 'name_rejected');
        return;
      }
      who = { ...who, name };
    }
    response.set('Set-Cookie', identities.cookieFor(who));
    await sendJson(request, response, { playerId: who.playerId, name: who.name });
  });

  router.post('/api/links', json, async (request, response) => {
    const who = identities.fromRequest(request.headers);
    if (!who) {
      sendProblem(response, 'no_session');
      return;
    }
    const body = LinkSchema.safeParse(request.body ?? {});
    if (!body.success) {
      sendProblem(response, 'bad_payload');
      return;
    }
    const { linksPerHourIdentity } = config.limits;
    if (!(await rates.spend(response, 'links', who.playerId, linksPerHourIdentity, HOUR_MS))) return;
    const token = randomBytes(16).toString('base64url');
    await store.tokens.put(keyOf(token), JSON.stringify({ ...who, ...body.data }), deps.durations.linkMs);
    const site = config.publicUrl ?? `${request.protocol}://${request.headers.host ?? 'localhost'}`;
    await sendJson(request, response, {
      url: `${site}/link/${token}`,
      expiresAt: store.now() + deps.durations.linkMs,
    });
  });

  router.post('/api/links/:token', json, async (request, response) => {
    const { token } = request.params;
    const value = LINK_TOKEN.test(token) ? await store.tokens.take(keyOf(token)) : null;
    if (value === null) {
      sendProblem(response, 'no_such_link');
      return;
    }
    const carried = CarriedSchema.parse(JSON.parse(value));
    response.set('Set-Cookie', identities.cookieFor(carried));
    await sendJson(request, response, carried);
  });
  return router;
}

/** Whoever reads the store learns no link. */
const keyOf = (token: string): string => `link:${createHash('sha256').update(token).digest('base64url')}`;
